package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paxos.synod.Ballot;
import paxos.synod.Decree;
import paxos.synod.Message;

class MessageQueryTest {

    /// Both ends are told, as on the timeline.
    private final MessageQuery.Letter letter = new MessageQuery.Letter(new Message.BeginBallot(new Ballot(14), new Decree(-17)),
            "alpha", "beta", "refused", false, false);

    @ParameterizedTest(name = "“{0}” finds it: {1}")
    @CsvSource({"from:alpha, true", "from:beta, false", "to:beta, true", "to:alpha, false", "peer:alpha, true", "peer:beta, true",
        "peer:gamma, false", "alpha, true", "BETA, true", "ballot:14, true", "ballot:4, false", "4, true", "decree:-17, true",
        "decree:17, false", "17, true", "refused, true", "lost, false", "lost:no, true", "lost:yes, false", "held:no, true", "held:yes, false", "accept, true",
        "type:request, true", "type:alpha, false", "from:alpha to:beta, true", "from:alpha to:alpha, false", "ballot:14 ballot:15, false"})
    void aMessageIsFoundByBothOfItsEnds(String search, boolean finds) {
        assertEquals(finds, MessageQuery.parse(search).finds(letter));
    }

    @Test
    void whatWaitsIsFoundByThat() {
        MessageQuery.Letter waiting = new MessageQuery.Letter(letter.message(), "alpha", "beta", "waits", false, true);
        assertEquals(List.of(true, false, true, false, true), Stream.of("held:yes", "held:no", "waits", "lost:yes", "lost:no held:y")
                .map(search -> MessageQuery.parse(search).finds(waiting)).toList());
    }

    @Test
    void isUnderstoodWordByWord() {
        assertEquals(List.of(new MessageQuery.Word(MessageQuery.Place.BALLOT, "4"), new MessageQuery.Word(MessageQuery.Place.ANYWHERE, "voted"),
                new MessageQuery.Word(MessageQuery.Place.ANYWHERE, "x:y"), new MessageQuery.Word(MessageQuery.Place.FROM, "be:ta")),
                MessageQuery.parse("  ballot:4\tVoted x:Y from:BE:ta type: ").words());
        assertEquals(List.of(), MessageQuery.parse(" \n ").words());
    }

    @Test
    void aMessageWithoutBallotIsInNone() {
        MessageQuery.Letter success = new MessageQuery.Letter(new Message.Success(Ballot.NONE, new Decree(3)), "a", "b", "received", false, false);
        assertEquals(true, MessageQuery.parse("ballot:none").finds(success));
        assertEquals(false, MessageQuery.parse("ballot:-1").finds(success));
    }
}
