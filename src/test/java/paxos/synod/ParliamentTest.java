package paxos.synod;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static paxos.synod.Notation.ballot;
import static paxos.synod.Notation.lastVote;
import static paxos.synod.Notation.nextBallot;
import static paxos.synod.Notation.to;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Section 2.1: what holds of every parliament whatever its messengers do. B1: each ballot has a unique number. B2: the
/// quorums of any two ballots have a priest in common.
class ParliamentTest {

    private static Parliament ofSize(int size) {
        return new Parliament(IntStream.range(0, size).mapToObj(i -> "legislator" + i).toList());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 7})
    void b1EveryNumberHasOneOwner(int size) {
        Parliament parliament = ofSize(size);
        for (int number = 0; number < 4 * size; number++) {
            Ballot b = ballot(number);
            List<String> owners = parliament.legislators().stream()
                    .filter(name -> parliament.firstOwnedBy(name, ballot(b.number() - 1)).equals(Optional.of(b)))
                    .toList();
            assertEquals(List.of(parliament.presidentOf(b)), owners);
        }
    }

    @Test
    void b1TheLegislatorAtIndexIOwnsIAndEveryNthAfter() {
        Parliament parliament = ofSize(4);
        Ballot b = Ballot.NONE;
        for (int expected : new int[] {2, 6, 10, 14}) {
            b = parliament.firstOwnedBy("legislator2", b).orElseThrow();
            assertEquals(ballot(expected), b);
        }
    }

    @Test
    void b1TheNextOwnNumberIsTheSmallestAbove() {
        Parliament parliament = ofSize(3);
        assertEquals(Optional.of(ballot(0)), parliament.firstOwnedBy("legislator0", Ballot.NONE));
        assertEquals(Optional.of(ballot(3)), parliament.firstOwnedBy("legislator0", ballot(0)));
        assertEquals(Optional.of(ballot(3)), parliament.firstOwnedBy("legislator0", ballot(2)));
        assertEquals(Optional.of(ballot(4)), parliament.firstOwnedBy("legislator1", ballot(3)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9})
    void b2AnyTwoMajoritiesHaveALegislatorInCommon(int size) {
        int majority = ofSize(size).majority();
        assertTrue(2 * majority > size, "two majorities do not fit side by side");
        assertTrue(2 * (majority - 1) <= size, "and no smaller number would do");
    }

    @Test
    void b2TheMajorityOfFourIsThree() {
        assertEquals(3, ofSize(4).majority());
    }

    @Test
    void ownNumbersEndWhere32BitsEnd() {
        // 2^31 - 1 = 2147483647 = 1 (mod 3): the last number belongs to the one at index 1.
        Parliament parliament = ofSize(3);
        Ballot top = ballot(Integer.MAX_VALUE);
        assertEquals("legislator1", parliament.presidentOf(top));
        assertEquals(Optional.of(top), parliament.firstOwnedBy("legislator1", ballot(Integer.MAX_VALUE - 1)));
        assertEquals(Optional.empty(), parliament.firstOwnedBy("legislator1", top));
        assertEquals(Optional.empty(), parliament.firstOwnedBy("legislator0", ballot(Integer.MAX_VALUE - 1)));
        assertEquals(Optional.empty(), parliament.firstOwnedBy("legislator2", ballot(Integer.MAX_VALUE - 2)));
    }

    @Test
    void aParliamentOfOneIsItsOwnMajority() {
        Parliament parliament = new Parliament(List.of("alpha"));
        assertEquals(1, parliament.majority());
        Member alpha = Member.of(parliament, "alpha");
        alpha.proposes(7).says(to("alpha", nextBallot(0)));
        alpha.receives(nextBallot(0), "alpha").says(to("alpha", lastVote(0)));
        alpha.receives(lastVote(0), "alpha").says(to("alpha", Notation.beginBallot(0, 7)));
        alpha.receives(Notation.beginBallot(0, 7), "alpha").says(to("alpha", Notation.voted(0, 7)));
        alpha.receives(Notation.voted(0, 7), "alpha").because(Reason.PASSED).saysNothing();
        assertEquals(Optional.of(new Decree(7)), alpha.ledger().decree());
    }

    @Test
    void aParliamentNeedsLegislatorsWithDifferentNames() {
        assertThrows(IllegalArgumentException.class, () -> new Parliament(List.of()));
        assertThrows(IllegalArgumentException.class, () -> new Parliament(List.of("alpha", "beta", "alpha")));
        assertThrows(IllegalArgumentException.class, () -> new Legislator(Member.THREE, "zeta"));
        assertThrows(IllegalArgumentException.class, () -> Member.THREE.firstOwnedBy("zeta", Ballot.NONE));
    }

    @Test
    void noBallotIsBelowEveryBallotAndHasNoPresident() {
        assertTrue(Ballot.NONE.isBelow(ballot(0)));
        assertThrows(IllegalArgumentException.class, () -> Member.THREE.presidentOf(Ballot.NONE));
        assertThrows(IllegalArgumentException.class, () -> ballot(-2));
        assertThrows(IllegalArgumentException.class, () -> new Vote(Ballot.NONE, new Decree(1)));
    }
}
