"""Many chains at once over the few numbers that are not linear: how each activity works, how much.

Each round every activity chooses its way anew from a pool and the chain's own (iterated sampling
importance resampling, with the size of the effect integrated out). Then each swaps a part of it or
takes a local step along the difference of two other chains, or all turn to other curves at once;
and all sizes, level shifts and the noise are drawn given the rest. At first the noise is taken to
be larger than it is, so that no chain stays where it happened to begin.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

import numpy as np

from dialogo.returns import alike
from dialogo.returns.baseline import Noise
from dialogo.returns.effects import SIZE, SIZES, Ways, brought, priors
from dialogo.returns.floats import Floats, Ints, chosen
from dialogo.returns.half_normal import draw, log_evidence
from dialogo.returns.moves import stepped, swapped, turned
from dialogo.returns.pools import Pool, pools
from dialogo.returns.proposals import CURVES, Proposal
from dialogo.returns.shifts import Shifts
from dialogo.returns.state import Kept, Lengths, Problem, State, Tried

NO_EFFECT = 0.08  # prior chance that an activity brings nothing at all
NOISE_WEIGHT, NOISE_GUESS = 2.0, 0.3  # prior of the noise: worth 2 weeks, 0.3 outcome sds
_HEAT = 16.0  # times the variance of the noise at first; 1 from the middle of the warm-up on
_SWAPS = 0.5  # of the tries, the rest are steps; both where the chains do not agree
_TURNS = 0.4  # of the rounds in which something is tried: all curves of a company at once
_SATURATIONS = 0.7  # of the turns, the rest are of carry-overs
_TRIED_EVERY = 2  # rounds; each in the warm-up, and where the chains do not agree
_MORE = (1, 1, 2, 3, 4, 4)  # times half as many rounds, while the chains do not agree
_SWEEPS = 3  # draws of all sizes in a round
_UNBELIEVED = 3.2  # innovations, in robust sds, beyond which a week is trusted less


Move = Callable[[Proposal, Ways, np.random.Generator], tuple[Ways, Floats]]


class Chains:
    """The chains of one problem; `run` warms them up and returns the rounds kept."""

    def __init__(self, problem: Problem, lengths: Lengths, rng: np.random.Generator) -> None:
        self.problem, self.lengths, self.rng = problem, lengths, rng
        self.noise = Noise.of(problem.made, np.ones(len(problem.y)))
        self.proposals = [Proposal(priors(one.begun_within)) for one in problem.efforts]
        self.shifts = Shifts(self.noise, lengths.chains)
        self._scales = problem.scales[:, None] * SIZES
        self._size_priors = [
            np.log(proposal.priors[SIZE]) - np.log(scales)
            for proposal, scales in zip(self.proposals, self._scales, strict=True)
        ]
        self._hard = False
        self._seen: list[list[Ways]] = [[] for _ in problem.efforts]
        self.state = self._start()

    def run(self) -> Kept:
        """Warms up and keeps rounds.

        While the chains do not agree, the earliest third of the rounds was warm-up too, and more
        come, a few times, with larger pools and more tries.
        """
        third = -(-self.lengths.warm_up // 3)
        for so_far in range(3):
            self._rounds(third, _HEAT ** (1 - (so_far * third + np.arange(third)) / 1.5 / third))
            if so_far == 1:
                self._look_for_outliers()
            else:
                self._prune(0.004 if so_far else 0.0005)
            self._learn(8, 160)
        kept, rounds = Kept(), self.lengths.kept
        self._rounds(rounds, kept=kept)
        for at, more in enumerate(_MORE):
            if kept.settled:
                break
            kept.forget(len(kept.size) // 3)
            self._learn(rounds // 2, 400)
            self._hard = at > 0
            self._rounds(rounds // 2 * more, kept=kept)
        return kept

    def _rounds(self, count: int, heat: Floats | None = None, kept: Kept | None = None) -> None:
        """So many rounds; `heat` (rounds,) is what the variance of the noise is multiplied by."""
        size = self.lengths.pool * (1 + self._hard)
        dealt = partial(pools, noise=self.noise, size=size, rounds=count, rng=self.rng)
        every = [
            dealt(proposal, partial(self._effect, k)) for k, proposal in enumerate(self.proposals)
        ]
        for at in range(count):
            trying = kept is None or self._hard or at % _TRIED_EVERY == 0
            self._round([next(one) for one in every], trying=trying)
            if heat is not None:
                self.state.variance *= max(1.0, heat[at])
            self._loosen()
            if kept is not None:
                self._keep(kept)

    def _start(self) -> State:
        n, weeks = self.lengths.chains, len(self.problem.y)
        ways = [proposal.drawn(n, self.rng) for proposal in self.proposals]
        effect, seen = zip(*[self._effect(k, own) for k, own in enumerate(ways)], strict=True)
        effects = np.array(effect)
        size = self.problem.scales[:, None] * self.rng.random((len(ways), n))
        state = State(
            ways, effects, np.empty_like(effects), list(seen), size,
            np.ones(size.shape, dtype=bool),
            self.rng.integers(len(self.noise.rho), size=n), np.full(n, 0.2),
            np.empty((n, weeks)), np.zeros(n),
        )  # fmt: skip
        self._pull(state, np.arange(n))
        return state

    def _effect(self, k: int, ways: Ways) -> tuple[Floats, Floats]:
        """What each way brings by week, and what experiments would see of it, both at size 1."""
        return self._scaled(k, ways, self.problem.efforts[k].brought(ways))

    def _scaled(self, k: int, ways: Ways, brought: Floats) -> tuple[Floats, Floats]:
        factor = (self.problem.unit / np.maximum(brought.mean(axis=1), 1e-9))[:, None]
        seen = self.problem.evidence[k].seen(self.problem.efforts[k], ways, brought)
        return np.asarray(brought * factor), np.asarray(seen * factor)

    def _remaining(self, state: State) -> Floats:
        told = np.einsum("kn,knt->nt", state.size, state.effect)
        return np.asarray(self.problem.y - told - self.shifts.levels())

    def _pull(self, state: State, chains: Ints) -> None:
        """Brings what is whitened up to date, for those chains of which the noise has changed."""
        if not chains.size:
            return
        rows = np.concatenate([*state.effect[:, chains], self._remaining(state)[chains]])
        found = self._applied(rows, state.point[chains])
        state.pulled[:, chains], state.left[chains] = found[:-1], found[-1]

    def _applied(self, rows: Floats, point: Ints) -> Floats:
        """V⁻¹ times rows (times × n, weeks): (times, n, weeks)."""
        times = len(rows) // len(point)
        found = self.noise.applied(rows, np.tile(point, times))
        return found.reshape(times, len(point), -1)

    def _round(self, every: list[Pool], *, trying: bool) -> None:
        for k in self.rng.permutation(len(every)):
            self._choose(int(k), every[k])
        if trying and self.rng.random() < _TURNS:
            self._turn()
        elif trying:
            swaps = self.rng.random(len(every)) < _SWAPS
            for which in (swaps, ~swaps)[: 1 + self._hard]:
                self._try([stepped, swapped][swap] for swap in which.astype(int))
        self._resize()
        state = self.state
        state.left = self.shifts.draw(state.left, state.point, state.variance, self.rng)
        self._noise()

    def _loosen(self) -> None:
        """Draws anew the numbers that make no difference, and notes where the chains are."""
        for k, (ways, on) in enumerate(zip(self.state.ways, self.state.on, strict=True)):
            fixed = ways.used | ~on[:, None]
            self.state.ways[k] = Ways(
                ways.kinds, np.where(fixed, ways.u, self.rng.random(ways.u.shape))
            )
            self._seen[k].append(self.state.ways[k])

    def _scale(self, k: int, ways: Ways) -> Floats:
        return np.asarray(self.problem.scales[k] * ways.sizes)

    def _times(self, k: int) -> Floats:
        """log of how much likelier curves are in each chain for those of the others, (n, codes)."""
        others = [at for at in range(len(self.proposals)) if at != k]
        codes = [alike.code(self.state.ways[at]) for at in others]
        shape = (len(others), self.lengths.chains)
        return alike.log_times(np.array(codes, dtype=int).reshape(shape), self.state.on[others])

    def _choose(self, k: int, pool: Pool) -> None:
        """Each chain chooses among a fresh pool, its own way, and no effect at all."""
        state, n, proposal = self.state, self.lengths.chains, self.proposals[k]
        without = state.left + state.size[k][:, None] * state.pulled[k]
        own, evidence, variance = state.ways[k], self.problem.evidence[k], state.variance[:, None]
        linear = np.column_stack([without @ pool.effect.T, _along(without, state.effect[k])])
        own_square = _along(state.effect[k], state.pulled[k])
        square = np.column_stack([pool.squares[:, state.point].T, own_square])
        if evidence.places:
            both = np.vstack([pool.seen, state.seen[k]])
            linear += variance * _beside(evidence.linear(both), n)
            square += variance * _beside(evidence.square(both), n)
        scale = _beside(np.concatenate([self._scale(k, pool.ways), self._scale(k, own)]), n)
        ratio = _beside(np.concatenate([pool.log_ratio, proposal.log_ratio(own)]), n)
        times, rows = self._times(k), np.arange(n)
        ratio += np.column_stack([times[:, alike.code(pool.ways)], times[rows, alike.code(own)]])
        weight = log_evidence(linear, square, variance, scale) + ratio + np.log1p(-NO_EFFECT)
        nothing = np.full((n, 1), np.log(NO_EFFECT) + np.log(weight.shape[1]))
        which = chosen(np.column_stack([weight, nothing]), self.rng)
        on = which < weight.shape[1]
        # Without an effect a way is kept beside it, drawn as pools are (Carlin and Chib 1995).
        which = np.where(on, which, self.rng.integers(weight.shape[1], size=n))
        moved = np.flatnonzero(which < len(pool.ways))
        taken = which[moved]
        pulled = self.noise.applied(pool.effect[taken], state.point[moved])
        state.move(k, moved, pool.ways[taken], (pool.effect[taken], pool.seen[taken], pulled))
        size = draw(
            linear[rows, which], square[rows, which], state.variance, scale[rows, which], self.rng
        )  # fmt: skip
        state.on[k] = on
        state.size[k] = np.where(on, size, 0.0)
        state.left = without - state.size[k][:, None] * state.pulled[k]

    def _try(self, moves: Iterable[Move]) -> None:
        """Takes the way to which the move of each activity leads, or not, with the size of its
        effect integrated out."""
        state, rows = self.state, np.arange(self.lengths.chains)
        tried = self._moved(moves)
        for k, one in enumerate(tried):
            times, own = self._times(k), state.ways[k]
            likelier = times[rows, alike.code(one.ways)] - times[rows, alike.code(own)]
            self._take(k, one, likelier)

    def _moved(self, moves: Iterable[Move]) -> list[Tried]:
        """Where the move of each activity leads, and what that would bring."""
        state = self.state
        made = zip(moves, self.proposals, state.ways, strict=True)
        ways, ratios = zip(*[move(one, own, self.rng) for move, one, own in made], strict=True)
        bring = brought(self.problem.efforts, ways)
        told = [self._scaled(k, own, bring[k]) for k, own in enumerate(ways)]
        pulled = self._applied(np.concatenate([effect for effect, _ in told]), state.point)
        return [
            Tried(own, ratio, *both, one)
            for own, ratio, both, one in zip(ways, ratios, told, pulled, strict=True)
        ]

    def _turn(self) -> None:
        """Turns the curves of all activities at once, or none: their sizes, integrated out one
        after the other, are drawn on the way."""
        state, n = self.state, self.lengths.chains
        block = CURVES[int(self.rng.random() < _SATURATIONS)]
        by = self.rng.integers(1, len(self.proposals[0].priors[block.kinds[0]]), size=n)
        tried = self._moved([partial(turned, block=block, by=by)] * len(self.proposals))
        on, codes = state.on, np.array([alike.code(ways) for ways in state.ways])
        new = np.array([alike.code(one.ways) for one in tried])
        gain = alike.log_all(new, on) - alike.log_all(codes, on)
        before = state.left + np.einsum("kn,knt->nt", state.size, state.pulled)
        left, sizes = before, np.zeros_like(state.size)
        for k, one in enumerate(tried):
            scale = self._scale(k, one.ways)
            linear, square = self._told(k, left, one.effect, one.pulled, one.seen)
            own = self._told(k, before, state.effect[k], state.pulled[k], state.seen[k])
            evidence = log_evidence(linear, square, state.variance, scale)
            evidence -= log_evidence(*own, state.variance, scale)
            gain += np.where(on[k], evidence + one.log_ratio, 0.0)
            drawn = draw(linear, square, state.variance, scale, self.rng)
            sizes[k] = np.where(on[k], drawn, 0.0)
            left = left - sizes[k][:, None] * one.pulled
            before = before - state.size[k][:, None] * state.pulled[k]
        taken = np.log(self.rng.random(n)) < gain
        for k, one in enumerate(tried):
            state.take(k, one, taken & on[k])
            state.size[k] = np.where(taken, sizes[k], state.size[k])
        state.left = np.where(taken[:, None], left, before)

    def _take(self, k: int, tried: Tried, likelier: Floats) -> None:
        state = self.state
        without = state.left + state.size[k][:, None] * state.pulled[k]
        scale = self._scale(k, tried.ways)
        linear, square = self._told(k, without, tried.effect, tried.pulled, tried.seen)
        own = self._told(k, without, state.effect[k], state.pulled[k], state.seen[k])
        before = log_evidence(*own, state.variance, scale)
        gain = log_evidence(linear, square, state.variance, scale) - before
        gain += tried.log_ratio + likelier
        taken = state.on[k] & (np.log(self.rng.random(len(scale))) < gain)
        state.take(k, tried, taken)
        size = draw(linear, square, state.variance, scale, self.rng)
        state.size[k] = np.where(taken, size, state.size[k])
        state.left = without - state.size[k][:, None] * state.pulled[k]

    def _told(
        self, k: int, without: Floats, effect: Floats, pulled: Floats, seen: Floats
    ) -> tuple[Floats, Floats]:
        """Linear and square term of a size's log density: of the weeks and of experiments."""
        evidence, variance = self.problem.evidence[k], self.state.variance
        return (
            _along(without, effect) + variance * evidence.linear(seen),
            _along(effect, pulled) + variance * evidence.square(seen),
        )

    def _resize(self) -> None:
        """All sizes, one after the other a few times, after the widths of their priors."""
        state = self.state
        gram = np.einsum("knt,jnt->nkj", state.effect, state.pulled)
        linear = np.einsum("knt,nt->nk", state.effect, state.left)
        linear += np.einsum("nkj,jn->nk", gram, state.size)
        square = np.diagonal(gram, axis1=1, axis2=2).copy()
        for k, (evidence, seen) in enumerate(zip(self.problem.evidence, state.seen, strict=True)):
            linear[:, k] += state.variance * evidence.linear(seen)
            square[:, k] += state.variance * evidence.square(seen)
        before = state.size.copy()
        for k in range(len(state.ways)):
            self._widen(k)
        for _ in range(_SWEEPS):
            for k, ways in enumerate(state.ways):
                others = np.einsum("nj,jn->n", gram[:, k], state.size)
                others -= gram[:, k, k] * state.size[k]
                scale = self._scale(k, ways)
                size = draw(linear[:, k] - others, square[:, k], state.variance, scale, self.rng)
                state.size[k] = np.where(state.on[k], size, 0.0)
        state.left = state.left + np.einsum("kn,knt->nt", before - state.size, state.pulled)

    def _widen(self, k: int) -> None:
        """Draws the widths of the priors of sizes, given the sizes."""
        state, kinds = self.state, self.state.ways[k].kinds.copy()
        weight = self._size_priors[k] - 0.5 * (state.size[k][:, None] / self._scales[k]) ** 2
        kinds[:, SIZE] = np.where(state.on[k], chosen(weight, self.rng), kinds[:, SIZE])
        state.ways[k] = Ways(kinds, state.ways[k].u)

    def _noise(self) -> None:
        """Point of the grid and variance, drawn together."""
        state, weeks = self.state, len(self.problem.y)
        remaining = self._remaining(state)
        squares = self.noise.squares(remaining) + NOISE_WEIGHT * NOISE_GUESS**2
        half = 0.5 * (weeks + NOISE_WEIGHT)
        weight = self.noise.log_prior - 0.5 * self.noise.log_det - half * np.log(squares)
        before, state.point = state.point, chosen(weight, self.rng)
        rows = np.arange(len(remaining))
        square = squares[rows, state.point]
        state.variance = 0.5 * square / self.rng.gamma(half, size=len(remaining))
        state.log_like = -0.5 * (
            weeks * np.log(2 * np.pi * state.variance) + self.noise.log_det[state.point]
            + (square - NOISE_WEIGHT * NOISE_GUESS**2) / state.variance
        )  # fmt: skip
        for evidence, seen, size in zip(self.problem.evidence, state.seen, state.size, strict=True):
            state.log_like += evidence.log_like(seen, size)
        self._pull(state, np.flatnonzero(state.point != before))

    def _learn(self, rounds: int, most: int) -> None:
        """Anchors for the pools: where chains were in the latest rounds."""
        for k, seen in enumerate(self._seen):
            kinds = np.concatenate([ways.kinds for ways in seen[-rounds:]])
            u = np.concatenate([ways.u for ways in seen[-rounds:]])
            some = self.rng.choice(len(u), size=min(len(u), most), replace=False)
            self.proposals[k] = self.proposals[k].near(Ways(kinds[some], u[some]))

    def _look_for_outliers(self) -> None:
        """Weeks far out of line are trusted less, once, so that heavy tails do not steer."""
        state = self.state
        point = int(np.bincount(state.point).argmax())
        rows = state.point == point
        left = self.noise.innovations(self._remaining(state)[rows].mean(axis=0), point)
        robust = 1.4826 * np.median(np.abs(left - np.median(left)))
        far = np.abs(left) / max(robust, 1e-9)
        trust = np.where(far > _UNBELIEVED, (_UNBELIEVED / np.maximum(far, 1e-9)) ** 2, 1.0)
        if (trust < 1).any():
            self.noise = self.noise.trusting(self.problem.made, trust)
            self.shifts.heed(self.noise)
            self._pull(state, np.arange(len(state.point)))

    def _prune(self, least: float) -> None:
        """Leaves out the points of the grid on which the chains are with a smaller chance."""
        weight = self._point_chances()
        kept = np.flatnonzero(weight > least)
        place = np.full(len(weight), int(weight[kept].argmax()))
        place[kept] = np.arange(len(kept))
        self.noise = self.noise.only(kept)
        self.shifts.heed(self.noise)
        self.state.point = place[self.state.point]
        self._pull(self.state, np.arange(len(self.state.point)))

    def _point_chances(self) -> Floats:
        squares = self.noise.squares(self._remaining(self.state))
        half = 0.5 * (len(self.problem.y) + NOISE_WEIGHT)
        weight = self.noise.log_prior - 0.5 * self.noise.log_det
        weight = weight - half * np.log(squares + NOISE_WEIGHT * NOISE_GUESS**2)
        chances = np.exp(weight - weight.max(axis=1, keepdims=True))
        return np.asarray((chances / chances.sum(axis=1, keepdims=True)).mean(axis=0))

    def _keep(self, kept: Kept) -> None:
        state = self.state
        kept.ways.append(list(state.ways))
        kept.size.append(state.size.copy())
        kept.variance.append(state.variance.copy())
        kept.point.append(state.point.copy())
        kept.log_like.append(state.log_like.copy())
        kept.shifted.append(self.shifts.levels().astype(np.float32))
        told = state.size[:, :, None] * state.effect
        kept.weekly.append(told.astype(np.float32))


def _along(first: Floats, second: Floats) -> Floats:
    """The inner product of each row with the other's."""
    return np.asarray(np.einsum("nt,nt->n", first, second))


def _beside(row: Floats, n: int) -> Floats:
    """For n chains: what each way of the pool adds, and, last, what the chain's own adds."""
    return np.column_stack([np.broadcast_to(row[:-n], (n, len(row) - n)), row[-n:]])
