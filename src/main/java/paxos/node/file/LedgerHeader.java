package paxos.node.file;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The first line of a ledger file. Version 1 of the format has all writes; version 2 begins with a later one.
///
/// @param name whose ledger it is
/// @param from the number of the first write in the file; 1 where it has all of them
record LedgerHeader(String name, long from) {

    /// The newest version that this program knows.
    static final int NEWEST = 2;

    private static final Pattern VERSION = Pattern.compile("paxos ledger, version ([1-9]\\d{0,8})\\b.*");
    private static final String WHOLE = "paxos ledger, version 1, of ";
    private static final Pattern COMPACTED = Pattern.compile("paxos ledger, version 2, of (.+), from write ([1-9]\\d{0,17})");

    /// Whether the file has all writes, so that a blank ledger comes before its first.
    boolean isWhole() {
        return from == 1;
    }

    /// The line, with its checksum, without its newline.
    String line() {
        return Seal.seal(isWhole() ? WHOLE + name : "paxos ledger, version 2, of %s, from write %s".formatted(name, from));
    }

    /// The header that has this text, which is without its checksum; empty where none has exactly this text.
    static Optional<LedgerHeader> parse(String text) {
        if (text.startsWith(WHOLE)) {
            return Optional.of(new LedgerHeader(text.substring(WHOLE.length()), 1));
        }
        Matcher compacted = COMPACTED.matcher(text);
        return compacted.matches()
                ? Optional.of(new LedgerHeader(compacted.group(1), Long.parseLong(compacted.group(2)))).filter(read -> !read.isWhole())
                : Optional.empty();
    }

    /// The version that this text of a header names; empty where it names none.
    static OptionalInt version(String text) {
        Matcher version = VERSION.matcher(text);
        return version.matches() ? OptionalInt.of(Integer.parseInt(version.group(1))) : OptionalInt.empty();
    }
}
