package paxos.view.timeline;

import java.util.List;
import paxos.synod.Message;
import paxos.view.timeline.Sheet.Telling;

/// Takes down what comes to a legislator: it is read, made to wait, or sent away.
final class Arrivals {

    /// So many messages that wait at a legislator are told apart; of more, the oldest are taken for others.
    static final int MOST_WAITING = 20_000;

    private static final int NONE = Arrows.NONE;

    private final Sheet sheet;
    private final Arrows arrows;

    Arrivals(Sheet sheet) {
        this.sheet = sheet;
        this.arrows = sheet.arrows();
    }

    /// A message is read, at once or after it has waited.
    Spot read(Telling told, Growing from, String id, Message message) {
        int waited = takeWaiting(told.at(), from, id, message);
        int arrow = waited != NONE ? waited : arrived(told, from, id, message);
        told.at().arrow = arrow;
        return sheet.read(arrow, told);
    }

    /// A message is made to wait.
    void hold(Telling told, Growing from, String id, Message message) {
        List<Integer> waiting = told.at().waiting;
        int arrow = arrived(told, from, id, message);
        sheet.kept(arrow, Fate.HELD, told);
        if (waiting.size() == MOST_WAITING) {
            waiting.subList(0, MOST_WAITING / 10).clear();
        }
        waiting.add(arrow);
    }

    /// A message is sent away, at once or after it has waited.
    void discard(Telling told, Growing from, String id, Message message) {
        int waited = takeWaiting(told.at(), from, id, message);
        if (waited != NONE) {
            sheet.turn(waited, Fate.DISCARDED, told);
        } else {
            sheet.kept(arrived(told, from, id, message), Fate.DISCARDED, told);
        }
    }

    /// Whatever waits at a legislator does so no more.
    void waitNoMore(Telling told, Fate fate) {
        told.at().waiting.stream().filter(arrows::has).forEach(arrow -> sheet.turn(arrow, fate, told));
        told.at().waiting.clear();
    }

    /// Of several that are the same, the one that came first.
    private int takeWaiting(Growing at, Growing from, String id, Message message) {
        for (int i = 0; i < at.waiting.size(); i++) {
            int arrow = at.waiting.get(i);
            if (arrows.has(arrow) && arrows.is(arrow, from.index, id, message)) {
                at.waiting.remove(i);
                return arrow;
            }
        }
        return NONE;
    }

    /// The arrow of a message that comes now. One that came before comes twice: that is another arrow from the same departure.
    private int arrived(Telling told, Growing from, String id, Message message) {
        Growing at = told.at();
        int arrow = arrows.find(from.index, at.index, id, message, Integer.MAX_VALUE);
        boolean startSeen = arrow != NONE && arrows.startEvent(arrow) != NONE;
        if (startSeen) {
            sheet.compareClocks(arrow, told.time(), told.number());
        }
        // Said in any case: the axis goes on to here, before there is one more on its way.
        Spot unseen = sheet.unseen(told);
        if (!startSeen) {
            return arrows.add(from.index, at.index, message, id, 0, unseen, told.time());
        }
        if (!arrows.fate(arrow).hasCome()) {
            return arrow;
        }
        return arrows.addCopy(arrow);
    }
}
