package paxos.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// How much of the machine's memory a process takes: its pages that are there, shared ones too.
///
/// @param now  in kilobytes (1024 bytes)
/// @param peak the most it ever was, in kilobytes; empty where the system does not tell
record Resident(long now, OptionalLong peak) implements Comparable<Resident> {

    private static final Path PROCESSES = Path.of("/proc");

    /// Asks the system.
    ///
    /// @param pid the process's number
    /// @throws IOException with a sentence, where the system does not tell
    static Resident of(long pid) throws IOException {
        Path status = PROCESSES.resolve(Long.toString(pid)).resolve("status");
        return Files.isDirectory(PROCESSES.resolve("self")) ? ofStatus(Files.readString(status)) : ofPs(askPs(pid));
    }

    /// What Linux says of a process in `/proc/PID/status`.
    static Resident ofStatus(String status) throws IOException {
        long now = kilobytes("VmRSS", status).orElseThrow(() ->
                new IOException("The system does not tell how much memory a process takes: there is no VmRSS in its status."));
        return new Resident(now, kilobytes("VmHWM", status));
    }

    /// What `ps -o rss=` says on other systems.
    static Resident ofPs(String said) throws IOException {
        try {
            return new Resident(Long.parseLong(said.strip()), OptionalLong.empty());
        } catch (NumberFormatException other) {
            throw new IOException("The system does not tell how much memory a process takes: ps says \"%s\".".formatted(said.strip()),
                    other);
        }
    }

    private static OptionalLong kilobytes(String name, String status) {
        Matcher line = Pattern.compile("(?m)^" + name + ":\\s+(\\d+) kB$").matcher(status);
        return line.find() ? OptionalLong.of(Long.parseLong(line.group(1))) : OptionalLong.empty();
    }

    private static String askPs(long pid) throws IOException {
        try {
            Process ps = new ProcessBuilder(List.of("ps", "-o", "rss=", "-p", Long.toString(pid))).start();
            return new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException none) {
            throw new IOException("This system does not tell how much memory a process takes: it has neither /proc nor ps.", none);
        }
    }

    @Override
    public int compareTo(Resident other) {
        return Long.compare(now, other.now);
    }

    /// In megabytes (of 1024 kilobytes), for a bench line.
    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.1f MB resident", now / 1024.0)
                + (peak.isPresent() ? String.format(Locale.ROOT, " (peak %.1f MB)", peak.getAsLong() / 1024.0) : "");
    }
}
