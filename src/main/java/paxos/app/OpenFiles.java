package paxos.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Whether this process may have open what many legislators need: each keeps a connection to and from each whom it had to do
/// with.
final class OpenFiles {

    private static final Path LIMITS = Path.of("/proc/self/limits");
    private static final Pattern MOST = Pattern.compile("^Max open files +(\\d+)", Pattern.MULTILINE);
    /// Of a legislator itself: its door, its ledger, its trace.
    private static final int OF_EACH = 8;
    /// Of Java and of the windows.
    private static final int OF_ALL = 256;

    private OpenFiles() {
    }

    /// How many this process may have open; empty where the system does not say, as outside of Linux.
    static OptionalLong most() {
        try {
            return most(Files.readString(LIMITS));
        } catch (IOException notLinux) {
            return OptionalLong.empty();
        }
    }

    static OptionalLong most(String limits) {
        Matcher found = MOST.matcher(limits);
        return found.find() ? OptionalLong.of(Long.parseLong(found.group(1))) : OptionalLong.empty();
    }

    /// What to say where that may not be enough; empty where it is, or where nobody knows.
    ///
    /// @param hosted      how many sit in this process
    /// @param legislators how many there are
    /// @param most        how many files may be open
    static Optional<String> caution(int hosted, int legislators, OptionalLong most) {
        long connections = 2L * hosted * (legislators - 1);
        long needed = connections + (long) hosted * OF_EACH + OF_ALL;
        if (most.isEmpty() || needed <= most.getAsLong()) {
            return Optional.empty();
        }
        return Optional.of(String.format(Locale.ROOT, "Once each of the %d legislators here has started a ballot, they keep %,d ends of "
                + "connections open, and this process may open %,d files. Beyond that messages get lost. Allow it more before you start "
                + "it (ulimit -n %d), or host some of them in another process.", hosted, connections, most.getAsLong(),
                Long.highestOneBit(needed) * 2));
    }
}
