package paxos.view.timeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import paxos.synod.Ballot;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.view.timeline.Sheet.Telling;

/// Takes events down: what each of them adds to the lanes, to the arrows and to what is known of ballots.
final class Scribe {

    /// No further back than so many messages is looked for those that somebody did not live to read.
    static final int MOST_UNREAD = 20_000;

    private static final int NONE = Arrows.NONE;
    private static final int ALL = Integer.MAX_VALUE;

    private final Sheet sheet;
    private final Arrows arrows;
    private final Ballots ballots;
    private final Arrivals arrivals;

    Scribe(Sheet sheet) {
        this.sheet = sheet;
        this.arrows = sheet.arrows();
        this.ballots = sheet.ballots();
        this.arrivals = new Arrivals(sheet);
    }

    /// Takes down an event. One of a legislator that is not of this parliament is passed over.
    void take(Event event) {
        Optional<Telling> telling = sheet.begin(event);
        if (telling.isEmpty()) {
            return;
        }
        Telling told = telling.get();
        Lane lane = told.at().lane;
        switch (event.what()) {
            case Happening.Opened opened -> opened(told, opened.state().ledger());
            case Happening.Crashed _ -> gone(told, Lane.Standing.CRASHED);
            case Happening.Closed _ -> gone(told, Lane.Standing.LEFT);
            case Happening.Forgot _ -> lane.forget(told.note(sheet.unprompted(told)));
            case Happening.Wrote(Ledger before, Ledger after) -> wrote(told, before, after);
            case Happening.Stepped stepped -> stepped(told, stepped);
            case Happening.Sent sent -> sent(told, sent, event.lamport());
            case Happening.HandedOver(String id, String to, Message message) -> ended(told, id, to, message, Fate.HANDED_OVER);
            case Happening.Lost(String id, String to, Message message, _) -> ended(told, id, to, message, Fate.LOST);
            case Happening.Received received -> received(told, received);
            case Happening.PeerSeen(String peer, boolean reachable) -> peerSeen(told, peer, reachable);
            case Happening.Missed _ -> missed(told);
            case Happening.Held(var from, var id, Message message) ->
                sender(told, from).ifPresent(sender -> arrivals.hold(told, sender, id.orElse(""), message));
            case Happening.Discarded(var from, var id, Message message, _) ->
                sender(told, from).ifPresent(sender -> arrivals.discard(told, sender, id.orElse(""), message));
            case Happening.Tampered(_, Ledger after, _) -> lane.tamper(after, told.note(sheet.aside(told)));
            case Happening.Rules(var off) -> lane.rule(off, told.note(sheet.aside(told)));
            case Happening.Intervened _ -> lane.intervene(told.note(sheet.aside(told)));
            case Happening.Dropped _ -> { }
        }
        sheet.end();
    }

    // ---- Coming and going

    private void opened(Telling told, Ledger ledger) {
        // A process that was killed says nothing of its messengers. Should one of them arrive all the same, that counts.
        giveUp(walkersOf(told.at()), Fate.LOST, told);
        if (told.at().lane.standing() != Lane.Standing.CRASHED) {
            // Those that wait at the door outlast a crash, but not their process.
            arrivals.waitNoMore(told, Fate.LOST);
        }
        turned(told);
        told.at().lane.read(ledger, told.note(sheet.unprompted(told)));
    }

    private void gone(Telling told, Lane.Standing how) {
        if (how == Lane.Standing.LEFT) {
            giveUp(walkersOf(told.at()), Fate.LOST, told);
            arrivals.waitNoMore(told, Fate.LOST);
        }
        turned(told);
        told.at().lane.stand(how, told.note(sheet.unprompted(told)), told.number());
    }

    /// Whoever comes or goes has nothing in hand: what was handed over and not read is lost.
    private void turned(Telling told) {
        giveUp(unreadBy(told.at()), Fate.LOST, told);
        told.at().betweenSteps();
        told.at().missedBy.clear();
        forgetWhomItReached(told.at());
    }

    private void forgetWhomItReached(Growing gone) {
        sheet.growing().forEach(each -> each.reachedBy.remove(gone.lane.name()));
    }

    private List<Integer> walkersOf(Growing sender) {
        List<Integer> walkers = new ArrayList<>();
        arrows.walking(arrow -> {
            if (arrows.from(arrow) == sender.index) {
                walkers.add(arrow);
            }
        });
        return walkers;
    }

    private List<Integer> unreadBy(Growing receiver) {
        List<Integer> unread = new ArrayList<>();
        for (int arrow = Math.max(arrows.first(), arrows.next() - MOST_UNREAD); arrow < arrows.next(); arrow++) {
            if (arrows.to(arrow) == receiver.index && arrows.fate(arrow) == Fate.HANDED_OVER && arrows.endEvent(arrow) > receiver.gap) {
                unread.add(arrow);
            }
        }
        return unread;
    }

    private void giveUp(List<Integer> those, Fate fate, Telling told) {
        those.forEach(arrow -> sheet.end(arrow, fate, told));
    }

    /// What is told of messages while the record has a gap is not known: those on their way probably arrived.
    private void missed(Telling told) {
        Growing at = told.at();
        giveUp(walkersOf(at), Fate.HANDED_OVER, told);
        arrivals.waitNoMore(told, Fate.HANDED_OVER);
        at.betweenSteps();
        at.gap = told.number();
        at.lane.gap(told.note(sheet.unprompted(told)));
    }

    /// A legislator that does something is in the chamber, whatever was known of it. (What it did before others missed it may
    /// be heard after that.)
    private void active(Telling told, Spot spot) {
        Growing at = told.at();
        boolean away = switch (at.lane.standing()) {
            case OPEN -> false;
            case UNREACHABLE -> sheet.corrected(told) > at.missedAt;
            case UNKNOWN, CRASHED, LEFT -> true;
        };
        if (away) {
            at.lane.stand(Lane.Standing.OPEN, told.note(spot), told.number());
        }
    }

    private void peerSeen(Telling told, String name, boolean reachable) {
        sheet.growing(name).filter(peer -> peer != told.at()).ifPresent(peer -> {
            if (reachable) {
                reached(told, peer);
            } else {
                notReached(told, peer);
            }
        });
    }

    private void reached(Telling told, Growing peer) {
        peer.reachedBy.add(told.at().lane.name());
        // Who crashed or left is back where somebody first missed it: that it was reached may be old news.
        boolean missed = peer.missedBy.remove(told.at().lane.name());
        boolean back = switch (peer.lane.standing()) {
            case OPEN -> false;
            case UNKNOWN, UNREACHABLE -> true;
            case CRASHED, LEFT -> missed;
        };
        if (back) {
            peer.lane.stand(Lane.Standing.OPEN, told.note(sheet.noticed(peer, told)), told.number());
        }
    }

    /// A peer is unreachable while nobody reaches it: one alone may be cut off itself.
    private void notReached(Telling told, Growing peer) {
        peer.reachedBy.remove(told.at().lane.name());
        peer.missedBy.add(told.at().lane.name());
        Lane.Standing standing = peer.lane.standing();
        if (peer.reachedBy.isEmpty() && (standing == Lane.Standing.OPEN || standing == Lane.Standing.UNKNOWN)) {
            peer.lane.stand(Lane.Standing.UNREACHABLE, told.note(sheet.noticed(peer, told)), told.number());
            peer.missedAt = sheet.corrected(told);
            forgetWhomItReached(peer);
            giveUp(walkersOf(peer), Fate.LOST, told);
        }
    }

    // ---- Steps

    /// A ledger is written in the course of a step.
    private void wrote(Telling told, Ledger before, Ledger after) {
        Spot spot = inStep(told);
        if (!after.prevVote().equals(before.prevVote())) {
            after.prevVote().ifPresent(vote -> ballots.voted(vote.ballot(), vote.decree(), told.at().index));
        }
        told.at().lane.write(before, after, told.note(spot), told.at().cause);
    }

    private void stepped(Telling told, Happening.Stepped stepped) {
        Growing at = told.at();
        Spot spot = inStep(told);
        Ledger ledger = stepped.state().ledger();
        // What was skimmed says nothing of its ledger; and a blank one, which is told, follows no other.
        if (!ledger.equals(Ledger.BLANK) && !ledger.equals(at.lane.ledger())) {
            at.lane.catchUp(ledger, told.note(spot));
        }
        active(told, spot);
        if (at.arrow != NONE && arrows.has(at.arrow)) {
            arrows.judge(at.arrow, stepped.why().reason());
            sheet.changed(at.arrow);
        }
        at.betweenSteps();
    }

    /// Where no message led to a step, somebody asked for it.
    private Spot inStep(Telling told) {
        if (told.at().cause != NONE) {
            return sheet.during(told);
        }
        told.at().cause = told.number();
        return sheet.unprompted(told);
    }

    // ---- Messages

    private void sent(Telling told, Happening.Sent sent, long lamport) {
        Growing at = told.at();
        Growing to = sheet.growing(sent.to()).orElse(null);
        Spot spot = sheet.during(told);
        active(told, spot);
        switch (sent.message()) {
            case Message.NextBallot(Ballot ballot) -> ballots.started(ballot, told.note(spot));
            case Message.BeginBallot begin when to != null ->
                ballots.begun(begin.ballot(), begin.decree(), to.index, told.note(spot));
            case Message.BeginBallot _, Message.LastVote _, Message.Voted _, Message.Success _, Message.HigherBallot _ -> { }
        }
        if (to == null || to == at) {
            return; // What a legislator says to itself is no arrow.
        }
        int known = arrows.find(at.index, to.index, sent.id(), sent.message(), MOST_UNREAD);
        if (known != NONE && arrows.fate(known).hasCome() && arrows.startEvent(known) == NONE) {
            sheet.setOutLate(known, spot, told, lamport);
            return;
        }
        if (known != NONE && arrows.fate(known) == Fate.WALKING) {
            // Its id is in use again: no more will be told of this one.
            sheet.end(known, Fate.LOST, told);
        }
        arrows.add(at.index, to.index, sent.message(), sent.id(), lamport, spot, told.time());
    }

    /// What its sender says of a message counts as long as it is not known to have come.
    private void ended(Telling told, String id, String to, Message message, Fate fate) {
        sheet.growing(to).ifPresent(receiver -> {
            int arrow = arrows.find(told.at().index, receiver.index, id, message, ALL);
            if (arrow != NONE && !arrows.fate(arrow).hasCome()) {
                sheet.end(arrow, fate, told);
            }
        });
    }

    private void received(Telling told, Happening.Received received) {
        Growing at = told.at();
        Optional<Growing> from = sender(told, received.from());
        at.cause = told.number();
        at.arrow = NONE;
        Spot spot = from.map(sender -> arrivals.read(told, sender, received.id().orElse(""), received.message()))
                .orElseGet(() -> sheet.next(told));
        active(told, spot);
        if (received.message() instanceof Message.Voted voted) {
            received.from().flatMap(sheet::growing).ifPresent(voter -> ballots.voted(voted.ballot(), voted.decree(), voter.index));
        }
    }

    /// Who sent a message that came; empty for the legislator itself, and where nobody known is named.
    private Optional<Growing> sender(Telling told, Optional<String> name) {
        return name.flatMap(sheet::growing).filter(sender -> sender != told.at());
    }
}
