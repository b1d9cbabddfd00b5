"""Decisions: what the claims about one KPI amount to in a round, and over the rounds, by the rows of the convention."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TypeVar

import attrs

from empact.analysis.claims import convention
from empact.analysis.claims.casts import Turnout
from empact.analysis.claims.indicators import Indicator
from empact.analysis.claims.rounds import Round
from empact.analysis.claims.values import Claim, SettledClaim, Thing
from empact.analysis.progressing.amounts import Amount, Range, of_claim, one_of, sum_of
from empact.analysis.progressing.differences import ONE_PARTY, Difference, DifferenceKind, differing, holding
from empact.model import FigureKind, FrozenMap
from empact.values import value

T = TypeVar("T")
K = TypeVar("K", bound=Hashable)
_OF_LEADERS = (Thing.TOTAL, Thing.DAY, Thing.WORDS)


def grouped(items: Iterable[T], key: Callable[[T], K]) -> dict[K, list[T]]:
    """Group items by a key, in the order of their first one."""
    groups: dict[K, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


@value(kw_only=True)
class RoundValue:
    """What the claims of one round amount to for one KPI."""

    round: Round
    """The round."""
    total: Amount | None
    """The total of the leaders; None if none states one."""
    shares: Amount | None
    """The sum of the shares; None if no party states one."""
    by_party: Mapping[str, Amount] = attrs.field(repr=False)
    """The share of each party, by its code."""
    leaders: Turnout
    """The leaders that are expected to state a total, and those that have."""
    participants: Turnout
    """The participants that are expected to state a share, and those that have."""
    differences: tuple[Difference, ...] = ()
    """What does not agree in the round."""

    @property
    def headline(self) -> Amount | None:
        """The value of the round: the total, or else the shares; None if there is neither."""
        if self.total is not None or self.shares is None:
            return self.total
        missing = self.participants.missing
        return attrs.evolve(self.shares, at_least=not self.participants.complete, missing=missing)

    @property
    def silent(self) -> bool:
        """Whether somebody was expected to report in the round, and nobody has stated a value."""
        return self.headline is None and bool(self.leaders.expected or self.participants.expected)


@value(kw_only=True)
class Decision:
    """What all claims about one KPI amount to at a checkpoint."""

    headline: Amount | None = None
    """The value; None if there is none, or if it is not decided how the values of several rounds add up."""
    shares: Amount | None = None
    """The shares beside a total: to compare, not to add. None otherwise."""
    listed: tuple[Amount, ...] = ()
    """The values of the rounds, if it is not decided how they add up; otherwise empty."""
    differences: tuple[Difference, ...] = ()
    """What does not agree."""
    rounds: tuple[RoundValue, ...] = ()
    """The value of each round, in order."""
    conflict: Amount | None = None
    """The shares, where they are a finding against the total: a verdict holds for them too. None otherwise."""


class Deciding:
    """Decides what the claims about one KPI amount to."""

    def __init__(self, indicator: Indicator, claims: Sequence[Claim], settled: Iterable[SettledClaim]) -> None:
        self.indicator = indicator
        self.claims = [claim for claim in claims if claim.apart is None]
        number = None if indicator.key is None else indicator.key.number
        self.settled = [
            settlement
            for settlement in settled
            if settlement.settlement.kpi is not None and settlement.settlement.kpi == number
        ]

    def decide(self, rounds: Iterable[tuple[Round, Turnout, Turnout]]) -> Decision:
        """Return what the claims amount to at the last of the rounds.

        Args:
            rounds: The rounds up to the checkpoint in order, each with the leaders and the participants that are
                expected to report in it.
        """
        by_round = grouped(self.claims, lambda claim: claim.round.number)
        newest: dict[tuple[str, str | None], Amount] = {}
        values: list[RoundValue] = []
        for point, leaders, participants in rounds:
            of_round = by_round.get(point.number, [])
            made = self._round(point, of_round, leaders, participants, newest)
            values.append(made)
        decision = self.over_rounds(values)
        differences = [difference for made in values for difference in made.differences]
        return attrs.evolve(
            decision,
            differences=(*differences, *decision.differences),
            rounds=tuple(values),
            conflict=decision.conflict or self._conflict(decision, values),
        )

    # One round

    def _round(
        self,
        point: Round,
        claims: Sequence[Claim],
        leaders: Turnout,
        participants: Turnout,
        newest: dict[tuple[str, str | None], Amount],
    ) -> RoundValue:
        totals = [claim for claim in claims if claim.thing is Thing.TOTAL]
        own = [claim for claim in claims if claim.thing is Thing.SHARE]
        of_leaders = [claim for claim in claims if claim.thing in _OF_LEADERS]
        differences: list[Difference] = []
        by_party = {
            party: share
            for party, stated in grouped(own, lambda claim: claim.by).items()
            if (share := self._share(party, stated, newest, differences)) is not None
        }
        by_party = _without_merged(by_party)
        total = self._total(point, totals, differences)
        participants = attrs.evolve(participants, reported=heard(own, participants))
        shares = None
        if by_party:
            shares = sum_of(convention.SHARES, "shares", tuple(by_party.values()))
            shares = attrs.evolve(shares, round=point, missing=participants.missing)
        differences += self._compared(total, shares, participants, totals, own)
        differences += self._attributed(claims, by_party)
        if self.indicator.figure is FigureKind.RATIO:
            differences += _equal_pairs(by_party)
        return RoundValue(
            round=point,
            total=total,
            shares=shares,
            by_party=by_party,
            leaders=attrs.evolve(leaders, reported=heard(of_leaders, leaders)),
            participants=participants,
            differences=tuple(differences),
        )

    def _share(
        self,
        party: str,
        claims: Sequence[Claim],
        newest: dict[tuple[str, str | None], Amount],
        differences: list[Difference],
    ) -> Amount | None:
        """Return the share of a party: its figure, or the sum of its parts; a range if it states two values.

        ``newest`` has what each party, and each of its parts, stated before; what it states now is added.
        """
        of_part: dict[str | None, Amount] = {}
        for part, stated in grouped(claims, lambda claim: claim.part).items():
            amounts = [self._leaf(claim, newest.get((party, part))) for claim in stated]
            known = [amount for amount in amounts if amount is not None]
            if known:
                of_part[part] = self._one(party, known, differences)
                newest[party, part] = of_part[part]
        whole = of_part.pop(None, None)
        parts = list(of_part.values())
        summed = parts[0] if len(parts) == 1 else sum_of(convention.PARTS, party, parts) if parts else None
        made = whole or summed
        if whole is not None and summed is not None and (whole.range, whole.of) != (summed.range, summed.of):
            what = "One party reports as a whole and in parts in one round"
            differences.append(differing(DifferenceKind.TWO_VALUES, what, claims))
            made = one_of(convention.TWO_VALUES, party, (whole, summed))
        if made is None:
            return None
        newest[party, None] = made
        return made if made.name == party else attrs.evolve(made, name=party)

    @staticmethod
    def _one(name: str, amounts: Sequence[Amount], differences: list[Difference]) -> Amount:
        """Return what one party states of one thing: one value, or a range if it states several."""
        if len(amounts) == 1:
            return amounts[0]
        claims = tuple(claim for amount in amounts for claim in amount.claims)
        if len({(amount.range, amount.of) for amount in amounts}) == 1:
            return attrs.evolve(amounts[0], claims=claims)
        differences.append(differing(DifferenceKind.TWO_VALUES, ONE_PARTY, claims))
        return one_of(convention.TWO_VALUES, name, amounts)

    def _leaf(self, claim: Claim, newest: Amount | None) -> Amount | None:
        """Return what a claim of a share or a total amounts to; None if it only says that there is nothing."""
        unit = claim.unit or self.indicator.figure_unit or claim.unit
        if not claim.nothing:
            row = convention.TOTAL if claim.thing is Thing.TOTAL else convention.SHARE
            return of_claim(row, claim, unit=unit)
        if not (self.indicator.so_far or self.indicator.new):
            return None
        zero = Decimal(0)
        leaf = of_claim(convention.NOTHING, claim, unit=unit)
        if self.indicator.figure is FigureKind.RATIO:
            leaf = attrs.evolve(leaf, of=Range.exactly(zero), pairs=((zero, zero),))
        if newest is not None and self.indicator.so_far:
            leaf = attrs.evolve(
                leaf, low=newest.low, high=newest.high, of=newest.of, pairs=newest.pairs, repeats=newest
            )
        return leaf

    def _total(self, point: Round, claims: Sequence[Claim], differences: list[Difference]) -> Amount | None:
        """Return the total of the leaders in a round, or what the Driver settles."""
        settled = self._settled(point, claims, differences)
        if not claims:
            return None
        by_leader = grouped(claims, lambda claim: claim.by)
        several: list[Difference] = []
        amounts = [
            self._one(leader, known, several)
            for leader, stated in by_leader.items()
            if (known := [amount for claim in stated if (amount := self._leaf(claim, None)) is not None])
        ]
        values = grouped(amounts, lambda amount: (amount.range, amount.of))
        if settled is None:
            differences += several
        if len(values) > 1:
            what = "The leaders state different totals"
            differences.append(differing(DifferenceKind.TOTALS, what, claims, settled))
        stated = one_of(convention.TOTAL, "total", amounts) if len(values) > 1 else amounts[0]
        if len(values) == 1 and len(amounts) > 1:
            stated = attrs.evolve(stated, claims=tuple(claims), terms=())
        if settled is None:
            return stated
        number, of = settled.settlement.value, settled.settlement.of
        assert number is not None  # noqa: S101 - a settlement of a total has one
        return attrs.evolve(
            stated,
            row=convention.SETTLED,
            low=number,
            high=number,
            of=None if of is None else Range.exactly(of),
            pairs=() if of is None else ((number, of),),
            terms=(stated,),
            claims=(),
            settled=settled,
        )

    def _settled(self, point: Round, claims: Sequence[Claim], differences: list[Difference]) -> SettledClaim | None:
        """Return the settlement of a round's total that holds; one that cites other reports is a difference."""
        settled = [
            candidate
            for candidate in self.settled
            if candidate.round == point and candidate.settlement.value is not None
        ]
        return holding(settled, claims, differences)

    def _compared(
        self,
        total: Amount | None,
        shares: Amount | None,
        participants: Turnout,
        totals: Sequence[Claim],
        own: Sequence[Claim],
    ) -> Iterator[Difference]:
        if total is None or shares is None or self.indicator.figure is FigureKind.RATIO:
            return
        if shares.low > total.high:
            what = f"The shares, {shares.text}, are above the total, {total.text}"
            yield differing(DifferenceKind.ABOVE_TOTAL, what, (*totals, *own))
        elif shares.high < total.low and participants.complete:
            what = f"Each expected party has answered, and the shares, {shares.text}, are below the total, {total.text}"
            yield differing(DifferenceKind.BELOW_TOTAL, what, (*totals, *own))

    def _attributed(self, claims: Iterable[Claim], by_party: Mapping[str, Amount]) -> Iterator[Difference]:
        """Yield the shares that a leader states differently from the party itself."""
        for attributed in claims:
            own = None if attributed.about is None else by_party.get(attributed.about)
            if attributed.thing is not Thing.ATTRIBUTED or own is None or attributed.value is None:
                continue
            if not own.low <= attributed.value <= own.high:
                what = "A leader states a different share for a party than the party itself"
                yield differing(DifferenceKind.ATTRIBUTED, what, (*own.leaves, attributed))

    # Over the rounds

    def over_rounds(self, values: Sequence[RoundValue]) -> Decision:
        """Return what the values of the rounds amount to at the last of them."""
        stated = [(made, headline) for made in values if (headline := made.headline) is not None]
        if not stated or self.indicator.figure in {FigureKind.DAY, FigureKind.WORDS}:
            return Decision()
        if self.indicator.new:
            return self._incremental(values, [headline for _, headline in stated])
        if self.indicator.so_far or self.indicator.level:
            return self._newest(values)
        return self._undecided(stated)

    @staticmethod
    def _undecided(stated: Sequence[tuple[RoundValue, Amount]]) -> Decision:
        if len(stated) > 1:
            return Decision(listed=tuple(headline for _, headline in stated))
        made, headline = stated[0]
        beside = made.shares if made.total is not None else None
        return Decision(headline=headline, shares=beside)

    @staticmethod
    def _incremental(values: Sequence[RoundValue], headlines: Sequence[Amount]) -> Decision:
        silent = any(made.silent for made in values)
        headline = headlines[0] if len(headlines) == 1 else sum_of(convention.INCREMENTAL, "total", headlines)
        headline = attrs.evolve(headline, at_least=headline.at_least or silent)
        shares = [made.shares for made in values if made.shares is not None]
        beside = None
        if shares and any(made.total is not None for made in values):
            beside = shares[0] if len(shares) == 1 else sum_of(convention.INCREMENTAL, "shares", shares)
        return Decision(headline=headline, shares=beside)

    def _newest(self, values: Sequence[RoundValue]) -> Decision:
        """Return the value of a cumulative KPI, or of one of which only the latest counts."""
        shares, at = self._newest_shares(values)
        totals = [made for made in values if made.total is not None]
        differences = list(self._falls(values))
        if not totals:
            if shares is None or at is None:
                return Decision(differences=tuple(differences))
            participants = at.participants
            headline = attrs.evolve(
                shares,
                at_least=not participants.complete,
                missing=participants.missing,
                so_far=_silent_after(values, at),
            )
            return Decision(headline=headline, differences=tuple(differences))
        newest = totals[-1]
        total = newest.total
        assert total is not None  # noqa: S101 - these are the rounds with a total
        headline = attrs.evolve(total, so_far=_silent_after(values, newest))
        conflict = None
        later = at is not None and at.round.number > newest.round.number
        if shares is not None and later and shares.low > total.high and shares.of is None:
            conflict = shares
            what = f"Later shares, {shares.text}, are above the total of {newest.round}, {total.text}"
            differences.append(differing(DifferenceKind.ABOVE_TOTAL, what, (*total.leaves, *shares.leaves)))
        return Decision(headline=headline, shares=shares, differences=tuple(differences), conflict=conflict)

    def _newest_shares(self, values: Sequence[RoundValue]) -> tuple[Amount | None, RoundValue | None]:
        """Return the newest shares, and the newest round that has any."""
        stated = [made for made in values if made.shares is not None]
        if not stated:
            return None, None
        if self.indicator.level:
            return stated[-1].shares, stated[-1]
        newest: dict[str, Amount] = {}
        for made in stated:
            newest = _without_merged({**newest, **made.by_party})
        if all(amount.round == stated[-1].round for amount in newest.values()):
            return stated[-1].shares, stated[-1]
        return sum_of(convention.CUMULATIVE_SHARES, "shares", tuple(newest.values())), stated[-1]

    def _falls(self, values: Iterable[RoundValue]) -> Iterator[Difference]:
        """Yield the cumulative figures that are below those of the round before, without a reason."""
        if not self.indicator.so_far:
            return
        before: dict[tuple[Thing, str], Amount] = {}
        for made in values:
            now = {(Thing.SHARE, party): amount for party, amount in made.by_party.items()}
            if made.total is not None:
                by_leader = grouped(
                    (claim for claim in made.total.leaves if claim.thing is Thing.TOTAL), lambda claim: claim.by
                )
                now |= {
                    (Thing.TOTAL, leader): one_of(
                        convention.TOTAL, leader, [of_claim(convention.TOTAL, claim) for claim in stated]
                    )
                    for leader, stated in by_leader.items()
                }
            for key, amount in now.items():
                earlier = before.get(key)
                reason = any(claim.figure is not None and claim.figure.lower_because for claim in amount.leaves)
                if earlier is not None and amount.high < earlier.low and not reason:
                    what = "A cumulative figure falls"
                    yield differing(DifferenceKind.FALL, what, (*earlier.leaves, *amount.leaves))
            before |= now

    @staticmethod
    def _conflict(decision: Decision, values: Iterable[RoundValue]) -> Amount | None:
        """Return the shares if they are a finding against the total in a round that counts."""
        if decision.headline is None or decision.shares is None:
            return None
        counting = {point.number for point in decision.headline.rounds}
        kinds = {DifferenceKind.ABOVE_TOTAL, DifferenceKind.BELOW_TOTAL}
        differ = any(
            difference.kind in kinds
            for made in values
            if made.round.number in counting
            for difference in made.differences
        )
        return decision.shares if differ else None


def of_leaders(indicator: Indicator, decision: Decision) -> Decision:
    """Return what the leaders alone state at the checkpoint of a decision, without anything that follows from others.

    It is empty unless they state a total for the checkpoint; where rounds are added, for each round in which they are
    expected. So it is never "at least" or "so far", and what others state or leave out makes no difference.
    """
    values = decision.rounds
    if not values or values[-1].total is None:
        return Decision()
    if indicator.new and any(made.total is None and made.leaders.expected for made in values):
        return Decision()
    alone = [
        attrs.evolve(made, shares=None, by_party=FrozenMap(), leaders=Turnout(), participants=Turnout(), differences=())
        for made in values
    ]
    return Deciding(indicator, (), ()).over_rounds(alone)


def _without_merged(by_party: dict[str, Amount]) -> dict[str, Amount]:
    """Return the shares without those of bodies that were merged into one that states its own."""
    replaced = {code for amount in by_party.values() for claim in amount.leaves for code in claim.replaces}
    return {party: amount for party, amount in by_party.items() if party not in replaced}


def heard(claims: Iterable[Claim], turnout: Turnout) -> tuple[str, ...]:
    """Return who has reported; a body that others were merged into has reported for those of them that are expected."""
    codes = ((claim.by, *(code for code in claim.replaces if code in turnout.expected)) for claim in claims)
    return tuple(dict.fromkeys(code for said in codes for code in said))


def _silent_after(values: Iterable[RoundValue], newest: RoundValue) -> bool:
    """Whether a later round was expected, and is silent."""
    return any(made.silent for made in values if made.round.number > newest.round.number)


def _equal_pairs(by_party: Mapping[str, Amount]) -> Iterator[Difference]:
    """Yield ratios of two parties that are equal: they may be one result."""
    # Who has nothing to report of a cumulative ratio has its newest pair; 0 of 0 is no result.
    certain = [amount for amount in by_party.values() if len(amount.pairs) == 1 and any(amount.pairs[0])]
    for same in grouped(certain, lambda amount: amount.pairs).values():
        if len(same) > 1:
            claims = [claim for amount in same for claim in amount.leaves]
            yield differing(DifferenceKind.EQUAL_PAIRS, "Several parties state equal ratios", claims)
