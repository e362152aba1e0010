package paxos.view.timeline;

import java.util.Arrays;

/// What an event may have been caused by and what it may have caused: on each lane, all up to one event and all from
/// another on. (Lamport's "happened before", from the messages and from the order along each lane.)
public final class Causality {

    private final int[] past;
    private final int[] future;

    private Causality(int[] past, int[] future) {
        this.past = past;
        this.future = future;
    }

    /// The causal past and future of a message: of its sending and its arrival together.
    public static Causality of(Timeline timeline, int arrow) {
        Arrows arrows = timeline.arrows();
        int lanes = timeline.lanes().size();
        int[] past = new int[lanes];
        int[] future = new int[lanes];
        Arrays.fill(past, -1);
        Arrays.fill(future, Integer.MAX_VALUE);
        boolean sentSeen = arrows.startEvent(arrow) >= 0;
        past[arrows.from(arrow)] = sentSeen ? arrows.startEvent(arrow) : -1;
        future[arrows.from(arrow)] = sentSeen ? arrows.startEvent(arrow) : Integer.MAX_VALUE;
        if (arrows.fate(arrow).isArrival()) {
            future[arrows.to(arrow)] = arrows.endEvent(arrow);
        }
        // Backwards: whatever comes later in the list set out later, and can be the cause of nothing that set out before.
        for (int each = arrows.next() - 1; each >= arrows.first(); each--) {
            if (arrived(arrows, each) && arrows.endEvent(each) <= past[arrows.to(each)] && arrows.startEvent(each) >= 0) {
                past[arrows.from(each)] = Math.max(past[arrows.from(each)], arrows.startEvent(each));
            }
        }
        for (int each = arrows.first(); each < arrows.next(); each++) {
            if (arrived(arrows, each) && arrows.startEvent(each) >= future[arrows.from(each)]) {
                future[arrows.to(each)] = Math.min(future[arrows.to(each)], arrows.endEvent(each));
            }
        }
        return new Causality(past, future);
    }

    private static boolean arrived(Arrows arrows, int arrow) {
        return arrows.fate(arrow).isArrival();
    }

    /// Whether something on a lane, by the number of its event, is of the past or of the future.
    public boolean concerns(int lane, int event) {
        return event <= past[lane] || event >= future[lane];
    }

    /// Whether a message is of the past (it arrived before), or of the future (it set out later).
    public boolean concerns(Arrows arrows, int arrow) {
        return isPast(arrows, arrow) || isFuture(arrows, arrow);
    }

    /// Whether a message arrived before, on a way that leads here.
    public boolean isPast(Arrows arrows, int arrow) {
        return arrived(arrows, arrow) && arrows.endEvent(arrow) <= past[arrows.to(arrow)];
    }

    /// Whether a message set out later, on a way that leads from here.
    public boolean isFuture(Arrows arrows, int arrow) {
        return arrows.startEvent(arrow) >= future[arrows.from(arrow)];
    }
}
