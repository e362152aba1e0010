package paxos.node.tcp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.node.Envelope;
import paxos.synod.Ballot;
import paxos.synod.Message;
import paxos.trace.Event;
import paxos.trace.Happening;
import paxos.trace.TraceFormat;

/// A parliament with a secret, on real sockets, and strangers who do not know it.
@Timeout(60)
class SecretTest {

    private static final Secret SECRET = new Secret("correct horse battery staple");
    private static final String WRONG = "%s with a proof that does not hold: its sender has another secret, or it was forged, or recorded and played again.";
    private static final String NONE = "%s without a proof that its sender knows this parliament's secret. Every configuration needs the same one.";

    private Chamber chamber;

    @AfterEach
    void close() {
        chamber.close();
    }

    private static byte[] nextBallot(String to, int ballot) {
        return WireFormat.encode(new Envelope("beta", to, new Message.NextBallot(new Ballot(ballot)), "m1", 1), false);
    }

    /// A connection to a legislator, with what its messages are proven with.
    private record Proven(RawPeer.Line line, Proofs proofs) {

        static Proven to(Chamber chamber, String name, Secret secret) throws Exception {
            RawPeer.Line line = chamber.lineTo(name);
            return new Proven(line, new Proofs(secret, Challenge.read(line.read().orElseThrow().getBytes(UTF_8)).orElseThrow()));
        }
    }

    @Test
    void whoKnowItDecideAndWhoComesBackLearnsIt() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta", "gamma").enter("alpha", "beta", "gamma");
        chamber.startBallot("beta");
        assertEquals(1, chamber.awaitDecree("alpha"));
        assertEquals(1, chamber.awaitDecree("gamma"));
        chamber.crash("gamma");
        chamber.startBallot("alpha");
        chamber.restart("gamma");
        chamber.startBallot("gamma");
        assertEquals(List.of(), chamber.droppedBy("alpha"));
        assertEquals(List.of(), chamber.droppedBy("beta"));
        assertEquals(List.of(), chamber.droppedBy("gamma"));
    }

    @Test
    void aStrangerCanNeitherPromiseNorVoteNorDecide() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        for (String method : List.of("NextBallot", "BeginBallot", "Success", "HigherBallot", "LastVote", "Voted", "Observe", "Adjourn")) {
            RawPeer.Line line = chamber.lineTo("alpha");
            line.write(WireFormatTest.bytes(method, "ballot:5", "decree:7", "vote_ballot_id:-1", "sender:beta", "receiver:alpha"));
            chamber.awaitDropped("alpha", NONE.formatted(method));
            line.close();
        }
        assertEquals(List.of(), chamber.events("alpha", Happening.Received.class));
        assertEquals(List.of(), chamber.events("alpha", Happening.Wrote.class));
    }

    @Test
    void aMessageThatWasRecordedIsOfNoUseLater() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        Proven first = Proven.to(chamber, "alpha", SECRET);
        byte[] recorded = first.proofs().prove(nextBallot("alpha", 5));
        first.line().write(recorded);
        chamber.awaitReceived("alpha");
        chamber.lineTo("alpha").write(recorded);
        chamber.awaitDropped("alpha", WRONG.formatted("NextBallot"));
        assertEquals(1, chamber.events("alpha", Happening.Received.class).size());
    }

    @Test
    void aMessageThatWasRecordedIsOfNoUseOnItsOwnConnectionEither() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        Proven first = Proven.to(chamber, "alpha", SECRET);
        byte[] recorded = first.proofs().prove(WireFormat.encode(new Envelope("beta", "alpha", new Message.NextBallot(new Ballot(5)),
                "m1", 1), true));
        first.line().write(recorded);
        assertEquals("KeepAlive\r\n\r\n", first.line().read().orElseThrow());
        first.line().write(recorded);
        chamber.awaitDropped("alpha", WRONG.formatted("NextBallot"));
        assertEquals("closed", first.line().end());
    }

    /// Somebody in the middle gives beta the challenge that gamma gave him, and brings gamma what beta made of it for alpha.
    @Test
    void aMessageForSomebodyElseIsOfNoUse() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta", "gamma").enter("gamma");
        for (String receiver : List.of("alpha", "nobody")) {
            Proven toGamma = Proven.to(chamber, "gamma", SECRET);
            toGamma.line().write(toGamma.proofs().prove(nextBallot(receiver, 5)));
            chamber.awaitDropped("gamma", "NextBallot for “%s”, but this is gamma: do all use the same configuration?".formatted(receiver));
            Proven observing = Proven.to(chamber, "gamma", SECRET);
            observing.line().write(observing.proofs().prove(WireFormat.encodeObserve("beta", receiver, -1)));
            chamber.awaitDropped("gamma", "Observe for “%s”, but this is gamma: do all use the same configuration?".formatted(receiver));
        }
        assertEquals(List.of(), chamber.events("gamma", Happening.Wrote.class));
    }

    @Test
    void whatIsProvenIsSigned() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        Proven stranger = Proven.to(chamber, "alpha", SECRET);
        stranger.line().write(stranger.proofs().prove(WireFormatTest.bytes("Success", "decree:7", "receiver:alpha")));
        chamber.awaitDropped("alpha", "Success without the header sender.");
        Proven nameless = Proven.to(chamber, "alpha", SECRET);
        nameless.line().write(nameless.proofs().prove(WireFormatTest.bytes("Observe", "receiver:alpha")));
        chamber.awaitDropped("alpha", "Observe without the header sender.");
    }

    @Test
    void whereOneHasAnotherSecretBothSidesSaySo() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        try (Chamber other = chamber.withSecret(Optional.of(new Secret("another one, long enough"))).enter("beta")) {
            chamber.startBallot("alpha");
            other.awaitDropped("beta", WRONG.formatted("NextBallot"));
            chamber.awaitLost("alpha", "127.0.0.1:%d (beta) hung up on it: it has another secret or another configuration than alpha, or no room just now. Every configuration needs the same secret."
                    .formatted(chamber.addresses.get("beta").getPort()));
        }
    }

    @Test
    void whereOneHasNoSecretBothSidesSaySo() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        try (Chamber other = chamber.withSecret(Optional.empty()).enter("beta")) {
            other.startBallot("beta");
            chamber.awaitDropped("alpha", NONE.formatted("NextBallot"));
            other.awaitDropped("beta", "alpha asks for a proof of each message: its configuration has a secret, and that of beta has none. "
                    + "Every configuration needs the same one.");
            chamber.startBallot("alpha");
            chamber.awaitLost("alpha", "127.0.0.1:%d (beta) asked for no proof within 2 s: it has no secret, or is too busy. Every configuration needs the same one."
                    .formatted(chamber.addresses.get("beta").getPort()));
        }
    }

    /// What somebody says who listens in beta's place, before it hangs up.
    @ParameterizedTest
    @ValueSource(strings = {"", "Challenge\r\nnonce: 0123", "HTTP/1.1 400 Bad Request\r\n\r\nand more, as long as a challenge, and then some more of it, to the very end"})
    void nothingIsSentToWhoeverAsksForNoProof(String said) throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta");
        try (RawPeer beta = new RawPeer(chamber.addresses.get("beta"))) {
            chamber.enter("alpha");
            chamber.startBallot("alpha");
            boolean lost = false;
            StringBuilder sent = new StringBuilder();
            while (!lost) {
                // The first may be a look.
                try (RawPeer.Line line = beta.accept()) {
                    line.write(said);
                    line.socket.shutdownOutput();
                    line.read().ifPresent(sent::append);
                }
                lost = !chamber.events("alpha", Happening.Lost.class).isEmpty();
            }
            assertEquals("", sent.toString());
            String why = chamber.events("alpha", Happening.Lost.class).getFirst().why();
            assertTrue(why.matches(said.startsWith("HTTP") ? ".* asked for no proof within 2 s: it has no secret, or is too busy\\. .*"
                    : ".* cannot be reached: it hung up before it asked for a proof, and has perhaps no room just now\\."), why);
        }
    }

    @Test
    void onlyWhoKnowsItMayLookOn() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha");
        Spectator friend = new Spectator();
        Spectator stranger = new Spectator();
        Spectator guesser = new Spectator();
        try (Observer _ = observe(friend, Optional.of(SECRET)); Observer _ = observe(stranger, Optional.empty());
                Observer _ = observe(guesser, Optional.of(new Secret("a guess, a wild guess")))) {
            friend.awaitStates("alpha CONNECTING", "alpha STREAMING");
            stranger.awaitStates("alpha CONNECTING", "alpha NO_TELEMETRY");
            guesser.awaitStates("alpha CONNECTING", "alpha NO_TELEMETRY");
        }
        chamber.awaitDropped("alpha", NONE.formatted("Observe"));
        chamber.awaitDropped("alpha", WRONG.formatted("Observe"));
    }

    private Observer observe(Spectator spectator, Optional<Secret> secret) {
        return Observer.open("visitor", "alpha", chamber.addresses.get("alpha"), List.copyOf(chamber.addresses.sequencedKeySet()), spectator,
                secret);
    }

    @Test
    void neitherSecretNorProofIsInAnyRecord() throws Exception {
        chamber = new Chamber(Optional.of(SECRET), "alpha", "beta").enter("alpha", "beta");
        chamber.startBallot("beta");
        chamber.awaitDecree("alpha");
        Proven stranger = Proven.to(chamber, "alpha", new Secret("a guess, a wild guess"));
        stranger.line().write(stranger.proofs().prove(nextBallot("alpha", 5)));
        chamber.awaitDropped("alpha", WRONG.formatted("NextBallot"));
        TraceFormat format = new TraceFormat(List.of("alpha", "beta"));
        for (Event event : chamber.log.from(0)) {
            String line = format.write(event);
            assertFalse(line.contains("correct horse") || line.contains("mac:") || line.matches(".*[0-9a-f]{32}.*"), line);
        }
        assertTrue(chamber.log.next() > 10);
    }
}
