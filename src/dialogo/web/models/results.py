"""What came of posts: as the job last reckoned it, post by post."""

from __future__ import annotations

from django.db import models

from dialogo.web.models.record_key import SIZE
from dialogo.web.models.workspace import Workspace


class PostResult(models.Model):
    """What one published post brought; made anew by the job.

    `row_key` is the post's, as in the records. `told` is `queries.result_counts.Result` as JSON,
    and `needs` are the names of the needs it touches.
    """

    workspace = models.ForeignKey(
        Workspace, models.CASCADE, db_index=False, related_name="post_results"
    )
    row_key = models.BinaryField(max_length=SIZE)
    published_at = models.DateTimeField()
    needs = models.JSONField(default=list)
    told = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["workspace", "row_key"], name="one_result_a_post")
        ]
        indexes = [
            models.Index(fields=["workspace", "-published_at", "-id"], name="results_newest")
        ]
