package paxos.trace;

import java.util.List;
import java.util.Set;

/// The first line of a trace: what one must know to read the others. A trace file to which a second process went on
/// writing has one more such line where that process began.
///
/// @param version     the version of the format, from 1
/// @param legislators all legislators, in the order of the configuration
/// @param recordedBy  the legislator whose record it is; empty where those of several were merged
/// @param born        names the life of the recording process: the numbers of events begin anew with each
public record TraceHeader(int version, List<String> legislators, String recordedBy, String born) {

    /// The version that this program writes.
    public static final int VERSION = 2;
    /// The most legislators that a trace can have.
    public static final int MOST_LEGISLATORS = 1000;
    /// The longest name of one, in characters.
    public static final int LONGEST_NAME = 255;

    /// Takes a copy of the list.
    ///
    /// @throws IllegalArgumentException where this cannot be a header, with a sentence that says why
    public TraceHeader {
        legislators = List.copyOf(legislators);
        if (version < 1) {
            throw new IllegalArgumentException("The versions of a trace begin with 1; there is no " + version + ".");
        }
        if (legislators.isEmpty() || legislators.size() > MOST_LEGISLATORS) {
            throw new IllegalArgumentException("A trace has 1 to %d legislators, not %d."
                    .formatted(MOST_LEGISLATORS, legislators.size()));
        }
        if (Set.copyOf(legislators).size() < legislators.size()) {
            throw new IllegalArgumentException("Two legislators of this trace have the same name.");
        }
        for (String name : legislators) {
            if (name.isBlank() || name.length() > LONGEST_NAME || name.chars().anyMatch(Character::isISOControl)) {
                throw new IllegalArgumentException("No legislator can have the name %s."
                        .formatted(UnreadableTrace.quoted(name)));
            }
        }
        if (!recordedBy.isEmpty() && !legislators.contains(recordedBy)) {
            throw new IllegalArgumentException("This trace was recorded by %s, who is none of its legislators."
                    .formatted(UnreadableTrace.quoted(recordedBy)));
        }
    }

    /// The header of a trace as this program writes it.
    public TraceHeader(List<String> legislators, String recordedBy, String born) {
        this(VERSION, legislators, recordedBy, born);
    }

    /// Whether a newer version of this program wrote it: then there may be events that this one does not know.
    public boolean isNewer() {
        return version > VERSION;
    }
}
