package paxos.view;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import javafx.beans.Observable;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import paxos.synod.Ballot;
import paxos.synod.Explanation;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Parliament;
import paxos.synod.Reason;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.Rule;

/// What a window shows of its node: made from the node's events alone, one after the other. For one thread, JavaFX's.
public final class NodeModel {

    /// How many lines *Why* keeps; the oldest make way, a tenth of them at a time.
    static final int MOST_LINES = 2_000;
    /// How many rows *Messages* keeps; the oldest make way, a tenth of them at a time.
    static final int MOST_ROWS = 10_000;

    /// Stands for the name of a sender that gave none.
    private static final String UNSIGNED = "?";

    /// Whether the legislator is in the chamber.
    public enum Presence {
        /// It has not come yet.
        ABSENT,
        /// It is at work.
        OPEN,
        /// It has crashed: the slip is lost, the ledger is on the disk.
        CRASHED
    }

    private final Parliament parliament;
    private final String name;

    private final ReadOnlyObjectWrapper<Presence> presence = new ReadOnlyObjectWrapper<>(this, "presence", Presence.ABSENT);
    private final ReadOnlyObjectWrapper<Ledger> ledger = new ReadOnlyObjectWrapper<>(this, "ledger", Ledger.BLANK);
    private final ReadOnlyObjectWrapper<BallotProgress> ballot =
            new ReadOnlyObjectWrapper<>(this, "ballot", BallotProgress.NONE);
    private final ReadOnlyStringWrapper doing = new ReadOnlyStringWrapper(this, "doing", "not here yet");
    private final ReadOnlyStringWrapper alarm = new ReadOnlyStringWrapper(this, "alarm", "");
    private final ReadOnlyLongWrapper dropped = new ReadOnlyLongWrapper(this, "dropped", 0);
    private final ReadOnlyObjectWrapper<Set<Rule>> rulesOff = new ReadOnlyObjectWrapper<>(this, "rulesOff", Set.of());
    private final SequencedMap<String, ReadOnlyBooleanWrapper> peers = new LinkedHashMap<>();
    private final ObservableList<WhyLine> why = FXCollections.observableArrayList();
    // A change of a row's fate is a change of the list: whoever searches for `lost:yes` sees what gets lost from now on.
    private final ObservableList<MessageRow> messages =
            FXCollections.observableArrayList(row -> new Observable[] {row.fate()});
    // Kept here, as such a view is let go of where nothing but its listeners holds it.
    private final ObservableList<WhyLine> whyView = FXCollections.unmodifiableObservableList(why);
    private final ObservableList<MessageRow> messagesView = FXCollections.unmodifiableObservableList(messages);
    /// By their ids. Some never arrive, for all that is known: the record has a gap, or its process was killed.
    private final SequencedMap<String, MessageRow> walking = new LinkedHashMap<>();
    /// Rows of messages that wait to be delivered, in the order in which they came.
    private final List<MessageRow> waiting = new ArrayList<>();
    private Slip slip = new Slip.Idle();
    private long junk;

    /// The model of one legislator's window.
    public NodeModel(Parliament parliament, String name) {
        this.parliament = parliament;
        this.name = name;
        for (String legislator : parliament.legislators()) {
            if (!legislator.equals(name)) {
                peers.put(legislator, new ReadOnlyBooleanWrapper(this, legislator, false));
            }
        }
    }

    /// Takes in an event; those of other nodes do not matter here.
    public void take(Event event) {
        if (!event.node().equals(name)) {
            return;
        }
        switch (event.what()) {
            case Happening.Opened(_, State state) -> opened(state);
            case Happening.Crashed(String because, boolean byItself) -> crashed(event.at(), because, byItself);
            case Happening.Closed() -> closed();
            case Happening.Forgot() -> forgot();
            case Happening.Wrote(Ledger before, Ledger after) -> {
                ledger.set(after);
                NumbersLeft.warning(name, before, after).ifPresent(alarm::set);
            }
            case Happening.Stepped(State state, Explanation explanation) -> stepped(event.at(), state, explanation);
            case Happening.Sent sent -> sent(event.at(), sent);
            case Happening.HandedOver handed -> settle(handed.id(), MessageRow.Fate.HANDED_OVER, "");
            case Happening.Lost lost -> settle(lost.id(), MessageRow.Fate.LOST, lost.why());
            case Happening.Received received -> received(event.at(), received);
            case Happening.Dropped junk -> dropped(event.at(), junk);
            case Happening.PeerSeen(String peer, boolean reachable) -> {
                if (peers.containsKey(peer)) {
                    peers.get(peer).set(reachable);
                }
            }
            case Happening.Tampered(_, Ledger after, String how) -> {
                ledger.set(after);
                explain(new WhyLine(event.at(), Ballot.NONE, Reason.Kind.ALARM, "", how));
            }
            case Happening.Rules(Set<Rule> off) -> rules(event.at(), off);
            case Happening.Intervened(String what) -> explain(new WhyLine(event.at(), Ballot.NONE, Reason.Kind.IGNORED, "", what));
            case Happening.Held(var from, var id, Message message) -> held(event.at(), from, id, message);
            case Happening.Discarded discarded -> discarded(event.at(), discarded);
            case Happening.Missed _ -> { }
        }
        ballot.set(ballot.get().after(parliament, name, event.what()));
        doing.set(whatItDoes());
    }

    private void opened(State state) {
        if (presence.get() != Presence.CRASHED) {
            // Those that wait at the door outlast a crash, but not their process.
            waitNoMore("It waited for somebody who is gone.");
            waiting.clear();
        }
        ledger.set(state.ledger());
        NumbersLeft.warning(name, Ledger.BLANK, state.ledger()).ifPresent(alarm::set);
        slip = state.slip();
        presence.set(Presence.OPEN);
        rulesOff.set(Set.of());
    }

    private void rules(Instant at, Set<Rule> off) {
        for (Rule rule : Rule.values()) {
            if (off.contains(rule) != rulesOff.get().contains(rule)) {
                boolean now = off.contains(rule);
                explain(new WhyLine(at, Ballot.NONE, now ? Reason.Kind.ALARM : Reason.Kind.DONE, rule.section(),
                        now ? "RULE SWITCHED OFF at %s: %s. What follows need not be safe.".formatted(name, rule.title())
                                : "The rule holds again: %s.".formatted(rule.title())));
            }
        }
        rulesOff.set(off);
    }

    /// What waits to be delivered to somebody who leaves, or comes anew, is lost. (Should something else be told of it, that counts.)
    private void waitNoMore(String because) {
        waiting.forEach(row -> row.setFate(MessageRow.Fate.LOST, because));
    }

    private void closed() {
        waitNoMore("It waited for %s, who left.".formatted(name));
        presence.set(Presence.ABSENT);
    }

    private void crashed(Instant at, String because, boolean byItself) {
        slip = new Slip.Idle();
        presence.set(Presence.CRASHED);
        peers.values().forEach(reachable -> reachable.set(false));
        explain(new WhyLine(at, Ballot.NONE, byItself ? Reason.Kind.ALARM : Reason.Kind.REFUSED, "",
                because + " Its slip is lost; its ledger is on the disk."));
        if (byItself) {
            alarm.set(because);
        }
    }

    private void forgot() {
        ledger.set(Ledger.BLANK);
        alarm.set("");
        dropped.set(0);
        why.clear();
        messages.clear();
        walking.clear();
        waiting.clear();
    }

    private void stepped(Instant at, State state, Explanation explanation) {
        slip = state.slip();
        // Known already, but where the log has forgotten the events that told it.
        ledger.set(state.ledger());
        presence.set(Presence.OPEN);
        Reason.Kind kind = explanation.reason().kind();
        explain(new WhyLine(at, explanation.ballot(), kind, explanation.reason().section(), explanation.sentence()));
        if (kind == Reason.Kind.ALARM) {
            alarm.set(explanation.sentence());
        }
    }

    /// However much junk comes in a row, it takes one line: it must not push away what a class wants to read.
    private void dropped(Instant at, Happening.Dropped what) {
        boolean more = junk > 0 && !why.isEmpty();
        junk = (more ? junk : 0) + what.times();
        dropped.set(dropped.get() + what.times());
        WhyLine line = new WhyLine(at, Ballot.NONE, Reason.Kind.IGNORED, "", "Dropped what came from %s: %s%s".formatted(what.from(),
                what.why(), junk > 1 ? " (%d in a row)".formatted(junk) : ""));
        if (more) {
            why.set(why.size() - 1, line);
        } else {
            add(line);
        }
    }

    private void explain(WhyLine line) {
        junk = 0;
        add(line);
    }

    private void add(WhyLine line) {
        why.add(line);
        trim(why, MOST_LINES);
    }

    private void sent(Instant at, Happening.Sent sent) {
        if (sent.to().equals(name)) {
            return; // It shows when it comes, which is at once.
        }
        MessageRow row = new MessageRow(at, MessageRow.Direction.OUT, sent.to(), sent.message(), sent.id(),
                MessageRow.Fate.WALKING);
        walking.put(sent.id(), row);
        if (walking.size() > MOST_ROWS) {
            walking.pollFirstEntry();
        }
        add(row);
    }

    private void settle(String id, MessageRow.Fate fate, String because) {
        MessageRow row = walking.remove(id);
        if (row != null) {
            row.setFate(fate, because);
        }
    }

    private void received(Instant at, Happening.Received received) {
        takeWaiting(received.from(), received.id(), received.message()).ifPresentOrElse(
                row -> row.setFate(MessageRow.Fate.RECEIVED, ""),
                () -> add(came(at, received.from(), received.id(), received.message(), MessageRow.Fate.RECEIVED)));
    }

    private void held(Instant at, Optional<String> from, Optional<String> id, Message message) {
        MessageRow row = came(at, from, id, message, MessageRow.Fate.HELD);
        waiting.add(row);
        trim(waiting, MOST_ROWS);
        add(row);
    }

    private void discarded(Instant at, Happening.Discarded discarded) {
        MessageRow row = takeWaiting(discarded.from(), discarded.id(), discarded.message()).orElseGet(() -> {
            MessageRow added = came(at, discarded.from(), discarded.id(), discarded.message(), MessageRow.Fate.LOST);
            add(added);
            return added;
        });
        row.setFate(MessageRow.Fate.LOST, discarded.why());
    }

    private MessageRow came(Instant at, Optional<String> from, Optional<String> id, Message message, MessageRow.Fate fate) {
        String peer = from.orElse(UNSIGNED);
        return new MessageRow(at, peer.equals(name) ? MessageRow.Direction.SELF : MessageRow.Direction.IN, peer, message,
                id.orElse(""), fate);
    }

    /// Of several that are the same, the one that came first.
    private Optional<MessageRow> takeWaiting(Optional<String> from, Optional<String> id, Message message) {
        Optional<MessageRow> found = waiting.stream().filter(row -> row.peer().equals(from.orElse(UNSIGNED))
                && row.id().equals(id.orElse("")) && row.message().equals(message)).findFirst();
        found.ifPresent(waiting::remove);
        return found;
    }

    private void add(MessageRow row) {
        messages.add(row);
        trim(messages, MOST_ROWS);
    }

    private static void trim(List<?> list, int most) {
        if (list.size() > most) {
            list.subList(0, most / 10).clear();
        }
    }

    private String whatItDoes() {
        if (presence.get() != Presence.OPEN) {
            return presence.get() == Presence.CRASHED ? "crashed – its ledger survives" : "not here yet";
        }
        return switch (slip) {
            case Slip.Trying trying -> "president of ballot %s – step 2 of 6".formatted(trying.ballot());
            case Slip.Polling polling -> "president of ballot %s – step 4 of 6".formatted(polling.ballot());
            case Slip.Outbid outbid -> "outbid by ballot %s – will try again".formatted(outbid.above());
            case Slip.Idle _ -> ledger.get().decree().map(decree -> "knows the decree: " + decree)
                    .orElseGet(() -> ledger.get().nextBal().isNone() ? "waiting for a ballot"
                            : "promised ballot " + ledger.get().nextBal());
        };
    }

    /// The legislator's name.
    public String name() {
        return name;
    }

    /// All legislators.
    public Parliament parliament() {
        return parliament;
    }

    /// Whether the legislator is in the chamber.
    public ReadOnlyObjectProperty<Presence> presence() {
        return presence.getReadOnlyProperty();
    }

    /// Its ledger as last written; what the disk holds while it is crashed.
    public ReadOnlyObjectProperty<Ledger> ledger() {
        return ledger.getReadOnlyProperty();
    }

    /// All that it knows, as far as it told.
    public State state() {
        return new State(ledger.get(), slip);
    }

    /// Where its latest ballot stands.
    public ReadOnlyObjectProperty<BallotProgress> ballot() {
        return ballot.getReadOnlyProperty();
    }

    /// What it is doing now, in a few words.
    public ReadOnlyStringProperty doing() {
        return doing.getReadOnlyProperty();
    }

    /// How much came that was no message of this parliament, and was dropped.
    public ReadOnlyLongProperty dropped() {
        return dropped.getReadOnlyProperty();
    }

    /// The latest alarm, a sentence; empty while there is none.
    public ReadOnlyStringProperty alarm() {
        return alarm.getReadOnlyProperty();
    }

    /// The rules that are switched off here; empty where all hold.
    public ReadOnlyObjectProperty<Set<Rule>> rulesOff() {
        return rulesOff.getReadOnlyProperty();
    }

    /// Takes note that the alarm was read.
    public void silenceAlarm() {
        alarm.set("");
    }

    /// How many messages it awaits news of: at most [#MOST_ROWS].
    int awaited() {
        return walking.size();
    }

    /// The other legislators, in the order of the configuration.
    public Iterable<String> peers() {
        return peers.sequencedKeySet();
    }

    /// Whether another legislator can be reached.
    ///
    /// @throws IllegalArgumentException where there is no such peer
    public ReadOnlyBooleanProperty reachable(String peer) {
        return Optional.ofNullable(peers.get(peer))
                .orElseThrow(() -> new IllegalArgumentException(peer + " is no peer of " + name + "."))
                .getReadOnlyProperty();
    }

    /// Why each thing happened, newest last.
    public ObservableList<WhyLine> why() {
        return whyView;
    }

    /// What was sent and received, newest last.
    public ObservableList<MessageRow> messages() {
        return messagesView;
    }
}
