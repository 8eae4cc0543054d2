"""Many chains at once over the few numbers that are not linear: how each activity works, how much.

Each round every activity chooses its way anew from a pool and the chain's own (iterated sampling
importance resampling, with the size of the effect integrated out), swaps one part of it or takes a
local step along the difference of two other chains, and then all sizes, level shifts and the noise
are drawn given the rest. At first the noise is taken to be larger than it is, so that no chain
stays where it happened to begin.
"""

from __future__ import annotations

import numpy as np

from dialogo.returns import alike
from dialogo.returns.baseline import Noise
from dialogo.returns.effects import CARRY, SATURATE, SIZE, SIZES, WIDTH, Ways, priors
from dialogo.returns.floats import Floats, Ints
from dialogo.returns.half_normal import draw, log_evidence
from dialogo.returns.proposals import BLOCKS, Proposal
from dialogo.returns.shifts import Shifts
from dialogo.returns.state import Kept, Lengths, Problem, State

NO_EFFECT = 0.08  # prior chance that an activity brings nothing at all
NOISE_WEIGHT, NOISE_GUESS = 2.0, 0.3  # prior of the noise: worth 2 weeks, 0.3 outcome sds
_BLOCK_CHANCES = (0.4, 0.25, 0.15, 0.2)
_FEW = 3  # activities: of more, a round costs too much to be generous
_HEAT = 16.0  # times the variance of the noise at first; 1 from the middle of the warm-up on
_SWAPS = 0.5  # of the tries, the rest are steps; both where the chains do not agree
_TOUCHED = (0.25, 0.5, 1.0)  # chances that a number of a way is touched by a step
_MORE = (1, 1, 2, 2)  # times half as many rounds, while the chains do not agree
_SWEEPS = 6  # draws of all sizes in a round
_UNBELIEVED = 3.2  # innovations, in robust sds, beyond which a week is trusted less


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
        self._hard, self._heat = False, _HEAT
        self._seen: list[list[Ways]] = [[] for _ in problem.efforts]
        self.state = self._start()

    def run(self) -> Kept:
        """Warms up and keeps rounds.

        While the chains do not agree, the earliest third of the rounds was warm-up too, and more
        come, a few times, with larger pools and more tries.
        """
        warm = self.lengths.warm_up
        for at in range(warm):
            self._heat = max(1.0, _HEAT ** (1 - 2 * at / warm))
            self._round()
            self._watch()
            if at in (warm // 3, 2 * warm // 3, warm - 1):
                self._learn(8, 160)
            if at == warm // 2:
                self._look_for_outliers()
            elif at == warm // 4:
                self._prune(0.0005)
        self._prune(0.004)
        self._heat = 1.0
        kept, rounds, thin = Kept(), self.lengths.kept, self.lengths.thin
        self._sample(kept, rounds, thin)
        for more in _MORE if len(self.proposals) <= _FEW else _MORE[:-1]:
            if kept.settled:
                break
            kept.forget(len(kept.size) // 3)
            self._learn(rounds // 2, 400)
            self._hard = True
            self._sample(kept, rounds // 2 * more, thin)
        return kept

    def _sample(self, kept: Kept, rounds: int, thin: int) -> None:
        for at in range(rounds):
            self._round()
            self._watch()
            if at % thin == thin - 1:
                self._keep(kept)

    def _watch(self) -> None:
        for seen, ways in zip(self._seen, self.state.ways, strict=True):
            seen.append(ways)

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
        self._pull(state)
        return state

    def _effect(self, k: int, ways: Ways) -> tuple[Floats, Floats]:
        """What each way brings by week, and what experiments would see of it, both at size 1."""
        effort = self.problem.efforts[k]
        brought = effort.brought(ways)
        factor = (self.problem.unit / np.maximum(brought.mean(axis=1), 1e-9))[:, None]
        seen = self.problem.evidence[k].seen(effort, ways, brought)
        return np.asarray(brought * factor), np.asarray(seen * factor)

    def _remaining(self, state: State) -> Floats:
        told = np.einsum("kn,knt->nt", state.size, state.effect)
        return np.asarray(self.problem.y - told - self.shifts.levels())

    def _pull(self, state: State) -> None:
        for k in range(len(state.ways)):
            state.pulled[k] = self.noise.applied(state.effect[k], state.point)
        state.left = self.noise.applied(self._remaining(state), state.point)

    def _round(self) -> None:
        for k in self.rng.permutation(len(self.proposals)):
            self._choose(int(k))
            swap = self.rng.random() < _SWAPS
            if swap or self._hard:
                self._swap(int(k))
            if not swap or self._hard:
                self._step(int(k))
        self._resize()
        state = self.state
        state.left = self.shifts.draw(state.left, state.point, state.variance, self.rng)
        self._noise()
        state.variance *= self._heat

    def _scale(self, k: int, ways: Ways) -> Floats:
        return np.asarray(self.problem.scales[k] * ways.sizes)

    def _times(self, k: int) -> Floats:
        """log of how much likelier curves are in each chain for those of the others, (n, codes)."""
        others = [at for at in range(len(self.proposals)) if at != k]
        codes = [alike.code(self.state.ways[at]) for at in others]
        shape = (len(others), self.lengths.chains)
        return alike.log_times(np.array(codes, dtype=int).reshape(shape), self.state.on[others])

    def _choose(self, k: int) -> None:
        """Each chain chooses among a fresh pool, its own way, and no effect at all."""
        state, n, proposal = self.state, self.lengths.chains, self.proposals[k]
        pool = proposal.drawn(self.lengths.pool * (1 + self._hard), self.rng)
        effect, seen = self._effect(k, pool)
        without = state.left + state.size[k][:, None] * state.pulled[k]
        own, evidence, variance = state.ways[k], self.problem.evidence[k], state.variance[:, None]
        both = np.vstack([seen, state.seen[k]])
        squares = self.noise.squares(effect)[:, state.point].T
        linear = np.column_stack([without @ effect.T, _along(without, state.effect[k])])
        square = np.column_stack([squares, _along(state.effect[k], state.pulled[k])])
        if evidence.places:
            linear += variance * _beside(evidence.linear(both), n)
            square += variance * _beside(evidence.square(both), n)
        scale = np.column_stack(
            [np.broadcast_to(self._scale(k, pool), squares.shape), self._scale(k, own)]
        )
        ratio = np.column_stack(
            [np.broadcast_to(proposal.log_ratio(pool), squares.shape), proposal.log_ratio(own)]
        )
        times, rows = self._times(k), np.arange(n)
        ratio += np.column_stack([times[:, alike.code(pool)], times[rows, alike.code(own)]])
        weight = log_evidence(linear, square, variance, scale) + ratio + np.log1p(-NO_EFFECT)
        nothing = np.full((n, 1), np.log(NO_EFFECT) + np.log(weight.shape[1]))
        chosen = _gumbel(np.column_stack([weight, nothing]), self.rng)
        on = chosen < weight.shape[1]
        # Without an effect a way is kept beside it, drawn as pools are (Carlin and Chib 1995).
        chosen = np.where(on, chosen, self.rng.integers(weight.shape[1], size=n))
        moved = np.flatnonzero(chosen < len(pool))
        taken = effect[chosen[moved]]
        pulled = self.noise.applied(taken, state.point[moved])
        self._move(k, moved, pool[chosen[moved]], (taken, seen[chosen[moved]]), pulled)
        size = draw(
            linear[rows, chosen], square[rows, chosen], state.variance, scale[rows, chosen],
            self.rng,
        )  # fmt: skip
        state.on[k] = on
        state.size[k] = np.where(on, size, 0.0)
        state.left = without - state.size[k][:, None] * state.pulled[k]

    def _move(
        self, k: int, rows: Ints, ways: Ways, effect: tuple[Floats, Floats], pulled: Floats
    ) -> None:
        state = self.state
        kinds, u = state.ways[k].kinds.copy(), state.ways[k].u.copy()
        kinds[rows], u[rows] = ways.kinds, ways.u
        state.ways[k] = Ways(kinds, u)
        state.seen[k] = state.seen[k].copy()
        (state.effect[k][rows], state.seen[k][rows]), state.pulled[k][rows] = effect, pulled

    def _step(self, k: int) -> None:
        """A step along the difference of two places where chains with the same curves were."""
        state, n = self.state, self.lengths.chains
        anchored = self.proposals[k].anchors
        anchors = state.ways[k] if anchored is None else anchored.ways
        own = state.ways[k].kinds[:, [CARRY, SATURATE]]
        alike = (own[:, None] == anchors.kinds[:, [CARRY, SATURATE]]).all(axis=2)
        first, second = (alike + self.rng.random((2, *alike.shape))).argmax(axis=2)
        stride = self.rng.choice([0.2, 0.5, 1.0], size=(n, 1))
        touched = self.rng.random((n, WIDTH)) < self.rng.choice(_TOUCHED, size=(n, 1))
        noise = 0.01 * self.rng.standard_normal((n, WIDTH))
        moved = touched * (stride * (anchors.u[first] - anchors.u[second]) + noise)
        u = np.abs(state.ways[k].u + moved)
        tried = Ways(state.ways[k].kinds, np.clip(1 - np.abs(1 - u), 0.0, 1.0))
        self._try(k, tried, np.zeros(n))

    def _swap(self, k: int) -> None:
        """Another carry-over, saturation or time before, with the rest of the way as it is."""
        proposal, own = self.proposals[k], self.state.ways[k]
        block = BLOCKS[self.rng.choice(len(BLOCKS), p=_BLOCK_CHANCES)]
        tried = proposal.varied(own, block, self.rng)
        ratio = proposal.log_ratio(tried, block) - proposal.log_ratio(own, block)
        times, rows = self._times(k), np.arange(len(own))
        ratio += times[rows, alike.code(tried)] - times[rows, alike.code(own)]
        self._try(k, tried, ratio)

    def _try(self, k: int, tried: Ways, log_ratio: Floats) -> None:
        """Takes the tried ways, or not, with the size of the effect integrated out."""
        state = self.state
        effect, seen = self._effect(k, tried)
        pulled = self.noise.applied(effect, state.point)
        without = state.left + state.size[k][:, None] * state.pulled[k]
        scale = self._scale(k, tried)
        linear, square = self._told(k, without, effect, pulled, seen)
        own = self._told(k, without, state.effect[k], state.pulled[k], state.seen[k])
        before = log_evidence(*own, state.variance, scale)
        gain = log_evidence(linear, square, state.variance, scale) - before + log_ratio
        taken = state.on[k] & (np.log(self.rng.random(len(scale))) < gain)
        rows = np.flatnonzero(taken)
        self._move(k, rows, tried[rows], (effect[rows], seen[rows]), pulled[rows])
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
        """All sizes and the widths of their priors, one after the other, ways as they are."""
        state = self.state
        gram = np.einsum("knt,jnt->nkj", state.effect, state.pulled)
        linear = np.einsum("knt,nt->nk", state.effect, state.left)
        linear += np.einsum("nkj,jn->nk", gram, state.size)
        square = np.diagonal(gram, axis1=1, axis2=2).copy()
        for k, (evidence, seen) in enumerate(zip(self.problem.evidence, state.seen, strict=True)):
            linear[:, k] += state.variance * evidence.linear(seen)
            square[:, k] += state.variance * evidence.square(seen)
        kinds = [ways.kinds[:, SIZE].copy() for ways in state.ways]
        for _ in range(_SWEEPS):
            for k, scales in enumerate(self._scales):
                kinds[k] = np.where(state.on[k], self._widths(k), kinds[k])
                others = np.einsum("nj,jn->n", gram[:, k], state.size)
                others -= gram[:, k, k] * state.size[k]
                size = draw(
                    linear[:, k] - others, square[:, k], state.variance, scales[kinds[k]], self.rng
                )
                state.size[k] = np.where(state.on[k], size, 0.0)
        for k, widths in enumerate(kinds):
            chosen = state.ways[k].kinds.copy()
            chosen[:, SIZE] = widths
            state.ways[k] = Ways(chosen, state.ways[k].u)
        state.left = self.noise.applied(self._remaining(state), state.point)

    def _widths(self, k: int) -> Ints:
        """The width of the prior of a size, drawn given the size."""
        weight = self._size_priors[k] - 0.5 * (self.state.size[k][:, None] / self._scales[k]) ** 2
        return _gumbel(weight, self.rng)

    def _noise(self) -> None:
        """Point of the grid and variance, drawn together."""
        state, weeks = self.state, len(self.problem.y)
        remaining = self._remaining(state)
        squares = self.noise.squares(remaining) + NOISE_WEIGHT * NOISE_GUESS**2
        half = 0.5 * (weeks + NOISE_WEIGHT)
        weight = self.noise.log_prior - 0.5 * self.noise.log_det - half * np.log(squares)
        state.point = _gumbel(weight, self.rng)
        rows = np.arange(len(remaining))
        square = squares[rows, state.point]
        state.variance = 0.5 * square / self.rng.gamma(half, size=len(remaining))
        state.log_like = -0.5 * (
            weeks * np.log(2 * np.pi * state.variance) + self.noise.log_det[state.point]
            + (square - NOISE_WEIGHT * NOISE_GUESS**2) / state.variance
        )  # fmt: skip
        for evidence, seen, size in zip(self.problem.evidence, state.seen, state.size, strict=True):
            state.log_like += evidence.log_like(seen, size)
        self._pull(state)

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
            self._pull(state)

    def _prune(self, least: float) -> None:
        """Leaves out the points of the grid on which the chains are with a smaller chance."""
        weight = self._point_chances()
        kept = np.flatnonzero(weight > least)
        place = np.full(len(weight), int(weight[kept].argmax()))
        place[kept] = np.arange(len(kept))
        self.noise = self.noise.only(kept)
        self.shifts.heed(self.noise)
        self.state.point = place[self.state.point]
        self._pull(self.state)

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


def _gumbel(weight: Floats, rng: np.random.Generator) -> Ints:
    """A column of each row, by its log weights."""
    noise = -np.log(-np.log(rng.random(weight.shape)))
    return np.asarray((weight + noise).argmax(axis=1))
