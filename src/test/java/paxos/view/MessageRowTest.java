package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;
import paxos.synod.Vote;

class MessageRowTest {

    /// LastVote 4 with a vote for 17, from beta.
    private final MessageRow answer = new MessageRow(Instant.EPOCH, MessageRow.Direction.IN, "beta",
            new Message.LastVote(new Ballot(4), Optional.of(new Vote(new Ballot(1), new Decree(17)))), "m1", MessageRow.Fate.RECEIVED);
    /// NextBallot 14, lost on the way to gamma.
    private final MessageRow lost = new MessageRow(Instant.EPOCH, MessageRow.Direction.OUT, "gamma",
            new Message.NextBallot(new Ballot(14)), "m2", MessageRow.Fate.LOST);

    @ParameterizedTest(name = "“{0}” finds the answer: {1}, the lost one: {2}")
    @CsvSource(nullValues = "-", value = {
        "'', true, true",
        "beta, true, false",
        "BETA, true, false",
        "lastvote, true, false",
        "promise, true, false",
        "4, true, true",
        "ballot:4, true, false",
        "ballot:14, false, true",
        "decree:17, true, false",
        "decree:1, false, false",
        "type:last, true, false",
        "type:prepare, false, true",
        "from:beta, true, false",
        "to:beta, false, false",
        "to:gamma, false, true",
        "from:gamma, false, false",
        "peer:gam, false, true",
        "lost:yes, false, true",
        "lost:no, true, false",
        "lost, false, true",
        "ballot:4 type:voted, false, false",
        "beta ballot:4, true, false",
        "nobody:4, false, false"})
    void aSearchFindsByWordsAndByPlaces(String search, boolean findsAnswer, boolean findsLost) {
        assertEquals(findsAnswer, answer.matches(search));
        assertEquals(findsLost, lost.matches(search));
    }

    @ParameterizedTest
    @CsvSource({"from:alpha, true", "to:alpha, true", "peer:alpha, true", "from:beta, false", "lost:yes, false"})
    void aMessageToOneselfIsFromAndToOneself(String search, boolean finds) {
        MessageRow self = new MessageRow(Instant.EPOCH, MessageRow.Direction.SELF, "alpha",
                new Message.NextBallot(new Ballot(4)), "m1", MessageRow.Fate.RECEIVED);
        assertEquals(finds, self.matches(search));
    }

    /// The rows must not all go away and come back while somebody types.
    @ParameterizedTest
    @ValueSource(strings = {"ballot:", "lost:", "from:", "ballot:4 type:"})
    void aWordThatIsStillBeingTypedFindsAll(String search) {
        assertTrue(answer.matches(search));
    }
}
