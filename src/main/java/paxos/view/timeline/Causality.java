package paxos.view.timeline;

import java.util.Arrays;

/// What an event may have been caused by and what it may have caused: on each lane, all up to one event and all from
/// another on. (Lamport's "happened before", from the messages that were read and from the order along each lane.)
public final class Causality {

    private final int[] past;
    private final int[] future;

    private Causality(int lanes) {
        past = new int[lanes];
        future = new int[lanes];
        Arrays.fill(past, -1);
        Arrays.fill(future, Integer.MAX_VALUE);
    }

    /// The causal past of a message's sending, and its causal future. Of a message whose departure was not seen, only what
    /// follows from its arrival is known.
    public static Causality of(Timeline timeline, int arrow) {
        Arrows arrows = timeline.arrows();
        Causality causality = new Causality(timeline.lanes().size());
        if (arrows.startEvent(arrow) >= 0) {
            causality.past[arrows.from(arrow)] = arrows.startEvent(arrow);
            causality.future[arrows.from(arrow)] = arrows.startEvent(arrow);
        }
        if (arrows.fate(arrow).isRead()) {
            causality.future[arrows.to(arrow)] = arrows.endEvent(arrow);
        }
        // Once is enough where a message stands in the list after all that it may follow from. Where an arrival was told of
        // before the departure, it may not.
        boolean again = true;
        while (again) {
            again = causality.goBack(arrows) && !arrows.inOrder();
        }
        again = true;
        while (again) {
            again = causality.goOn(arrows) && !arrows.inOrder();
        }
        return causality;
    }

    /// @return whether more has become known
    private boolean goBack(Arrows arrows) {
        boolean more = false;
        for (int each = arrows.next() - 1; each >= arrows.first(); each--) {
            int start = arrows.startEvent(each);
            if (start > past[arrows.from(each)] && arrows.fate(each).isRead() && arrows.endEvent(each) <= past[arrows.to(each)]) {
                past[arrows.from(each)] = start;
                more = true;
            }
        }
        return more;
    }

    /// @return whether more has become known
    private boolean goOn(Arrows arrows) {
        boolean more = false;
        for (int each = arrows.first(); each < arrows.next(); each++) {
            if (arrows.startEvent(each) >= future[arrows.from(each)] && arrows.fate(each).isRead()
                    && arrows.endEvent(each) < future[arrows.to(each)]) {
                future[arrows.to(each)] = arrows.endEvent(each);
                more = true;
            }
        }
        return more;
    }

    /// Whether something on a lane, by the number of its event, is of the past or of the future.
    public boolean concerns(int lane, int event) {
        return event <= past[lane] || event >= future[lane];
    }

    /// Whether a message is of the past (it was read before), or of the future (it set out later).
    public boolean concerns(Arrows arrows, int arrow) {
        return isPast(arrows, arrow) || isFuture(arrows, arrow);
    }

    /// Whether a message was read before, on a way that leads here.
    public boolean isPast(Arrows arrows, int arrow) {
        return arrows.fate(arrow).isRead() && arrows.endEvent(arrow) <= past[arrows.to(arrow)];
    }

    /// Whether a message set out later, on a way that leads from here.
    public boolean isFuture(Arrows arrows, int arrow) {
        return arrows.startEvent(arrow) >= future[arrows.from(arrow)];
    }
}
