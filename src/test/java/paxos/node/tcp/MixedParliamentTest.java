package paxos.node.tcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.node.Logs;
import paxos.synod.Reason;
import paxos.trace.Happening;

/// A node of the C++ program and two of ours in one parliament.
@Timeout(60)
class MixedParliamentTest {

    @ParameterizedTest
    @ValueSource(strings = {"alpha", "beta", "gamma"})
    void whoeverStartsAllAgree(String president) throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "gamma");
                CppNode beta = new CppNode("beta", chamber.addresses)) {
            start(chamber, beta, president);
            int decree = awaitAgreement(chamber, beta);
            // No ballot was held before, so it is the ballot's number, and that is the president's first.
            assertEquals(List.of("alpha", "beta", "gamma").indexOf(president), decree);
            for (String next : List.of("alpha", "beta", "gamma", "beta", "alpha")) {
                start(chamber, beta, next);
            }
            assertEquals(decree, awaitAgreement(chamber, beta));
            assertAllIsWell(chamber, beta);
        }
    }

    @Test
    void thePresidentsOutbidEachOtherAndYetAllAgree() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha", "gamma");
                CppNode beta = new CppNode("beta", chamber.addresses)) {
            beta.startBallot();
            chamber.nodes.get("alpha").propose(Optional.empty());
            chamber.nodes.get("gamma").propose(Optional.empty());
            awaitAgreement(chamber, beta);
            assertAllIsWell(chamber, beta);
        }
    }

    @Test
    void withOneOfOursAwayTheCppNodeMakesTheMajority() throws Exception {
        try (Chamber chamber = new Chamber("alpha", "beta", "gamma").enter("alpha");
                CppNode beta = new CppNode("beta", chamber.addresses)) {
            chamber.startBallot("alpha");
            assertEquals(0, chamber.awaitDecree("alpha"));
            assertEquals(0, beta.decree.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS));

            chamber.enter("gamma");
            beta.startBallot();
            assertEquals(0, chamber.awaitDecree("gamma"));
        }
    }

    private static void start(Chamber chamber, CppNode beta, String president) throws Exception {
        if (president.equals("beta")) {
            beta.startBallot();
        } else {
            chamber.startBallot(president);
        }
    }

    private static int awaitAgreement(Chamber chamber, CppNode beta) throws Exception {
        int decree = beta.decree.get(Logs.PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertEquals(decree, chamber.awaitDecree("alpha"));
        assertEquals(decree, chamber.awaitDecree("gamma"));
        return decree;
    }

    private static void assertAllIsWell(Chamber chamber, CppNode beta) {
        assertEquals(List.of(), chamber.droppedBy("alpha"));
        assertEquals(List.of(), chamber.droppedBy("gamma"));
        // It may log our looks at whether it is there, and nothing else.
        assertTrue(beta.logged().stream().allMatch(line -> line.startsWith("dropped “”")), beta.logged().toString());
        for (String ours : List.of("alpha", "gamma")) {
            assertTrue(Logs.of(chamber.log, ours, Happening.Stepped.class).stream()
                    .noneMatch(stepped -> stepped.why().reason().kind() == Reason.Kind.ALARM));
        }
    }
}
