package paxos.view.timeline;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A legislator's lane while it grows, with what is known of the legislator besides.
final class Growing {

    private static final int NONE = Arrows.NONE;

    final int index;
    final Lane lane;
    /// How far it has come, on both axes.
    double wall;
    int step;
    /// What it is answering now: the number of the event that set it going; −1 between two steps.
    int cause = NONE;
    /// The arrow that it is answering; −1 where it is none.
    int arrow = NONE;
    /// The arrows of messages that wait to be read by it, in the order in which they came.
    final List<Integer> waiting = new ArrayList<>();
    /// The last step at which one came that waits, or waited.
    int waitingStep;
    /// The number of the last event at which its record has a gap; −1 for none.
    int gap = NONE;
    /// Who reaches it.
    final Set<String> reachedBy = new HashSet<>();
    /// Who could not reach it any more, since it came or went.
    final Set<String> missedBy = new HashSet<>();
    /// When it could not be reached by anybody any more: a corrected time.
    long missedAt;

    /// @param index its place in the parliament
    Growing(int index, Lane lane) {
        this.index = index;
        this.lane = lane;
    }

    void betweenSteps() {
        cause = NONE;
        arrow = NONE;
    }

    /// Steps and events are numbered anew.
    void renumbered() {
        step = 0;
        waiting.clear();
        waitingStep = 0;
        gap = NONE;
        betweenSteps();
    }
}
