package paxos.view;

import java.util.ArrayList;
import java.util.List;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Vote;

/// A legislator's line on the timeline, with what stands on it. Places are those of the time axis, in milliseconds.
public final class Lane {

    /// What can be the matter along a stretch of a lane.
    public enum Stretch {
        /// The legislator has promised a ballot.
        PROMISE,
        /// The legislator has crashed, in this process.
        CRASHED,
        /// The legislator has left, or is of another process and cannot be reached.
        UNREACHABLE
    }

    /// A stretch of the lane.
    ///
    /// @param kind   what is the matter
    /// @param ballot the promised ballot; [Ballot#NONE] where it is no promise
    /// @param start  where it begins
    /// @param end    where it ends; infinite while it lasts
    public record Span(Stretch kind, Ballot ballot, double start, double end) {
    }

    /// A vote cast, or a decree entered.
    ///
    /// @param ballot the ballot of the vote; [Ballot#NONE] for a decree entered
    /// @param decree the decree
    /// @param place  where
    public record Mark(Ballot ballot, Decree decree, double place) {
    }

    private static final int MOST = 2_000;

    private final String name;
    private final List<Span> spans = new ArrayList<>();
    private final List<Mark> marks = new ArrayList<>();

    Lane(String name) {
        this.name = name;
    }

    void begin(Stretch kind, Ballot ballot, double place) {
        end(kind, place);
        spans.add(new Span(kind, ballot, place, Double.POSITIVE_INFINITY));
        if (spans.size() > MOST) {
            spans.removeFirst();
        }
    }

    void end(Stretch kind, double place) {
        for (int i = spans.size() - 1; i >= 0; i--) {
            Span span = spans.get(i);
            if (span.kind() == kind && span.end() == Double.POSITIVE_INFINITY) {
                spans.set(i, new Span(kind, span.ballot(), span.start(), place));
                return;
            }
        }
    }

    /// Whether a stretch of this kind has begun and not ended.
    boolean lasts(Stretch kind) {
        return spans.stream().anyMatch(span -> span.kind() == kind && span.end() == Double.POSITIVE_INFINITY);
    }

    void vote(Vote vote, double place) {
        mark(new Mark(vote.ballot(), vote.decree(), place));
    }

    void decree(Decree decree, double place) {
        mark(new Mark(Ballot.NONE, decree, place));
    }

    private void mark(Mark mark) {
        marks.add(mark);
        if (marks.size() > MOST) {
            marks.removeFirst();
        }
    }

    /// Whose lane it is.
    public String name() {
        return name;
    }

    /// What is the matter along it, in the order in which it began.
    public List<Span> spans() {
        return List.copyOf(spans);
    }

    /// Votes and decrees, in their order.
    public List<Mark> marks() {
        return List.copyOf(marks);
    }
}
