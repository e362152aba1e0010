package paxos.trace;

import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Ledger;
import paxos.synod.Message;
import paxos.synod.Slip;
import paxos.synod.State;
import paxos.synod.Vote;
import tools.jackson.core.JsonGenerator;

/// Writes one event as one JSON object. What is blank is left out.
///
/// @param json where to
record EventWriter(JsonGenerator json) {

    void write(Event event) {
        json.writeStartObject();
        json.writeStringProperty(Key.WHAT, kind(event.what()));
        json.writeNumberProperty(Key.NUMBER, event.number());
        json.writeNumberProperty(Key.AT, Micros.of(event.at()));
        json.writeNumberProperty(Key.LAMPORT, event.lamport());
        json.writeStringProperty(Key.NODE, event.node());
        happening(event.what());
        json.writeEndObject();
    }

    private static String kind(Happening what) {
        return switch (what) {
            case Happening.Opened _ -> "Opened";
            case Happening.Crashed _ -> "Crashed";
            case Happening.Closed _ -> "Closed";
            case Happening.Forgot _ -> "Forgot";
            case Happening.Wrote _ -> "Wrote";
            case Happening.Stepped _ -> "Stepped";
            case Happening.Sent _ -> "Sent";
            case Happening.HandedOver _ -> "HandedOver";
            case Happening.Lost _ -> "Lost";
            case Happening.Received _ -> "Received";
            case Happening.Dropped _ -> "Dropped";
            case Happening.Held _ -> "Held";
            case Happening.Discarded _ -> "Discarded";
            case Happening.Tampered _ -> "Tampered";
            case Happening.Rules _ -> "Rules";
            case Happening.Intervened _ -> "Intervened";
            case Happening.PeerSeen _ -> "PeerSeen";
            case Happening.Missed _ -> "Missed";
        };
    }

    private void happening(Happening what) {
        switch (what) {
            case Happening.Opened(String address, State state) -> {
                json.writeStringProperty(Key.ADDRESS, address);
                state(state);
            }
            case Happening.Crashed(String why, boolean byItself) -> {
                json.writeStringProperty(Key.WHY, why);
                if (byItself) {
                    json.writeBooleanProperty(Key.BY_ITSELF, true);
                }
            }
            case Happening.Closed() -> { }
            case Happening.Forgot() -> { }
            case Happening.Wrote(Ledger before, Ledger after) -> {
                ledger(Key.BEFORE, before);
                ledger(Key.AFTER, after);
            }
            case Happening.Stepped stepped -> stepped(stepped);
            case Happening.Sent(String id, String to, Message message) -> letter(id, to, message);
            case Happening.HandedOver(String id, String to, Message message) -> letter(id, to, message);
            case Happening.Lost(String id, String to, Message message, String why) -> {
                letter(id, to, message);
                json.writeStringProperty(Key.WHY, why);
            }
            case Happening.Received(Optional<String> from, Optional<String> id, Message message) -> arrived(from, id, message);
            case Happening.Held(Optional<String> from, Optional<String> id, Message message) -> arrived(from, id, message);
            case Happening.Discarded(Optional<String> from, Optional<String> id, Message message, String why) -> {
                arrived(from, id, message);
                json.writeStringProperty(Key.WHY, why);
            }
            case Happening.Tampered(Ledger before, Ledger after, String how) -> {
                ledger(Key.BEFORE, before);
                ledger(Key.AFTER, after);
                json.writeStringProperty(Key.WHY, how);
            }
            case Happening.Rules(Set<Rule> off) -> {
                json.writeArrayPropertyStart(Key.OFF);
                off.stream().sorted().map(Rule::name).forEach(json::writeString);
                json.writeEndArray();
            }
            case Happening.Intervened intervened -> json.writeStringProperty(Key.WHY, intervened.what());
            case Happening.Dropped(String from, String why, long times) -> {
                json.writeStringProperty(Key.FROM, from);
                json.writeStringProperty(Key.WHY, why);
                if (times > 1) {
                    json.writeNumberProperty(Key.TIMES, times);
                }
            }
            case Happening.PeerSeen(String peer, boolean reachable) -> {
                json.writeStringProperty(Key.PEER, peer);
                json.writeBooleanProperty(Key.REACHABLE, reachable);
            }
            case Happening.Missed(long events) -> json.writeNumberProperty(Key.EVENTS, events);
        }
    }

    /// The reason and its ballot first: a reader in a hurry stops there.
    private void stepped(Happening.Stepped stepped) {
        json.writeStringProperty(Key.REASON, stepped.why().reason().name());
        ballot(Key.ABOUT, stepped.why().ballot());
        state(stepped.state());
        json.writeStringProperty(Key.WHY, stepped.why().sentence());
    }

    private void arrived(Optional<String> from, Optional<String> id, Message message) {
        from.ifPresent(sender -> json.writeStringProperty(Key.FROM, sender));
        id.ifPresent(its -> json.writeStringProperty(Key.ID, its));
        message(message);
    }

    private void letter(String id, String to, Message message) {
        json.writeStringProperty(Key.ID, id);
        json.writeStringProperty(Key.TO, to);
        message(message);
    }

    private void message(Message message) {
        json.writeObjectPropertyStart(Key.MESSAGE);
        switch (message) {
            case Message.NextBallot(Ballot ballot) -> typed("NextBallot", ballot);
            case Message.LastVote(Ballot ballot, Optional<Vote> vote) -> {
                typed("LastVote", ballot);
                vote(Key.VOTE, vote);
            }
            case Message.BeginBallot(Ballot ballot, Decree decree) -> {
                typed("BeginBallot", ballot);
                decree(Key.DECREE, decree);
            }
            case Message.Voted(Ballot ballot, Decree decree) -> {
                typed("Voted", ballot);
                decree(Key.DECREE, decree);
            }
            case Message.Success(Ballot ballot, Decree decree) -> {
                typed("Success", ballot);
                decree(Key.DECREE, decree);
            }
            case Message.HigherBallot(Ballot ballot) -> typed("HigherBallot", ballot);
        }
        json.writeEndObject();
    }

    private void typed(String type, Ballot ballot) {
        json.writeStringProperty(Key.TYPE, type);
        ballot(Key.BALLOT, ballot);
    }

    private void state(State state) {
        ledger(Key.LEDGER, state.ledger());
        slip(state.slip());
    }

    private void ledger(String key, Ledger ledger) {
        if (ledger.equals(Ledger.BLANK)) {
            return;
        }
        json.writeObjectPropertyStart(key);
        ballot(Key.LAST_TRIED, ledger.lastTried());
        ballot(Key.NEXT_BAL, ledger.nextBal());
        vote(Key.PREV_VOTE, ledger.prevVote());
        ledger.decree().ifPresent(decree -> decree(Key.DECREE, decree));
        json.writeEndObject();
    }

    private void slip(Slip slip) {
        switch (slip) {
            case Slip.Idle() -> { }
            case Slip.Trying trying -> {
                slip("Trying", trying.ballot(), trying.wish());
                json.writeObjectPropertyStart(Key.PREV_VOTES);
                new TreeMap<>(trying.prevVotes()).forEach(this::voteOrNone);
                json.writeEndObject();
                json.writeEndObject();
            }
            case Slip.Polling polling -> {
                slip("Polling", polling.ballot(), polling.wish());
                decree(Key.DECREE, polling.decree());
                names(Key.QUORUM, polling.quorum());
                names(Key.VOTERS, polling.voters());
                json.writeEndObject();
            }
            case Slip.Outbid outbid -> {
                slip("Outbid", outbid.ballot(), outbid.wish());
                ballot(Key.ABOVE, outbid.above());
                json.writeEndObject();
            }
        }
    }

    private void slip(String type, Ballot ballot, Optional<Decree> wish) {
        json.writeObjectPropertyStart(Key.SLIP);
        typed(type, ballot);
        wish.ifPresent(decree -> decree(Key.WISH, decree));
    }

    private void ballot(String key, Ballot ballot) {
        if (!ballot.isNone()) {
            json.writeNumberProperty(key, ballot.number());
        }
    }

    private void decree(String key, Decree decree) {
        json.writeNumberProperty(key, decree.value());
    }

    private void vote(String key, Optional<Vote> vote) {
        if (vote.isPresent()) {
            voteOrNone(key, vote);
        }
    }

    /// `[ballot, decree]`; an empty list for no vote.
    private void voteOrNone(String key, Optional<Vote> vote) {
        json.writeArrayPropertyStart(key);
        vote.ifPresent(cast -> {
            json.writeNumber(cast.ballot().number());
            json.writeNumber(cast.decree().value());
        });
        json.writeEndArray();
    }

    /// In a fixed order, so that the same event is always the same line.
    private void names(String key, Set<String> names) {
        json.writeArrayPropertyStart(key);
        new TreeSet<>(names).forEach(json::writeString);
        json.writeEndArray();
    }
}
