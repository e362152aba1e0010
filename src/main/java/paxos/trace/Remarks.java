package paxos.trace;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Gathers what a person should know after a trace was read.
final class Remarks {

    private final Path file;
    private int newer;
    private long unreadable;
    private String first = "";
    private boolean torn;
    private String stop = "";

    Remarks(Path file) {
        this.file = file;
    }

    void newer(int version) {
        newer = Math.max(newer, version);
    }

    void unreadable(long line, UnreadableTrace why) {
        if (unreadable == 0) {
            first = "line %d: %s".formatted(line, why.getMessage());
        }
        unreadable++;
    }

    void torn() {
        torn = true;
    }

    void otherParliament(long line) {
        stop = "From line %d on, %s is the trace of another parliament, and was not read.".formatted(line, file);
    }

    void failed(IOException why) {
        stop = "%s could not be read to its end: %s.".formatted(file, Trouble.reason(why));
    }

    /// Whether there is no use in going on.
    boolean isStop() {
        return !stop.isEmpty();
    }

    /// All of it; empty where there is nothing to say.
    Optional<String> text() {
        List<String> sentences = new ArrayList<>();
        if (newer > 0) {
            sentences.add(("%s was written by a newer version of this program (format %d; this one knows format %d), "
                    + "and was read as far as this one knows it.")
                    .formatted(file, newer, TraceHeader.VERSION));
        }
        if (unreadable > 0) {
            sentences.add("%s of %s could not be read and %s left out; the first is %s".formatted(
                    unreadable == 1 ? "One line" : unreadable + " lines", file, unreadable == 1 ? "was" : "were", first));
        }
        if (torn) {
            sentences.add("%s breaks off in the middle of its last line, which was left out; all before it was read."
                    .formatted(file));
        }
        if (isStop()) {
            sentences.add(stop);
        }
        return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
    }
}
