package paxos.synod;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The legislators, in an order that all of them agree on: the index decides who owns which ballot numbers.
///
/// With n legislators the one at index i owns i, i + n, i + 2n, … So every number has one owner (condition B1 of
/// section 2.1: each ballot has a unique number).
///
/// @param legislators their names, without repetition, at least one
public record Parliament(List<String> legislators) {

    /// Takes a copy of the list.
    ///
    /// @throws IllegalArgumentException for an empty list or a name that is there twice
    public Parliament {
        legislators = List.copyOf(legislators);
        if (legislators.isEmpty()) {
            throw new IllegalArgumentException("A parliament needs at least one legislator.");
        }
        if (Set.copyOf(legislators).size() < legislators.size()) {
            throw new IllegalArgumentException("Two legislators have the same name: " + legislators + ".");
        }
    }

    /// How many legislators there are.
    public int size() {
        return legislators.size();
    }

    /// How many make a majority. Any two majorities share a legislator (B2).
    public int majority() {
        return size() / 2 + 1;
    }

    /// Whether somebody of this name is a member.
    public boolean has(String name) {
        return legislators.contains(name);
    }

    /// The one legislator who may conduct this ballot (B1).
    ///
    /// @throws IllegalArgumentException for [Ballot#NONE]
    public String presidentOf(Ballot ballot) {
        if (ballot.isNone()) {
            throw new IllegalArgumentException("No ballot has no president.");
        }
        return legislators.get(ballot.number() % size());
    }

    /// The smallest ballot number that this legislator owns above the given one; empty where none fits into 32 bits.
    ///
    /// @throws IllegalArgumentException where the name is no member's
    public Optional<Ballot> firstOwnedBy(String name, Ballot above) {
        int index = legislators.indexOf(name);
        if (index < 0) {
            throw new IllegalArgumentException(name + " is no legislator of " + legislators + ".");
        }
        long least = above.number() + 1L;
        long number = least + Math.floorMod(index - least, (long) size());
        return number > Integer.MAX_VALUE ? Optional.empty() : Optional.of(new Ballot((int) number));
    }
}
