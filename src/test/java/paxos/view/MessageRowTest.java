package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static paxos.view.Script.begin;
import static paxos.view.Script.higher;
import static paxos.view.Script.last;
import static paxos.view.Script.next;
import static paxos.view.Script.success;
import static paxos.view.Script.voted;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import paxos.synod.Ballot;
import paxos.synod.Message;
import paxos.view.MessageRow.Direction;
import paxos.view.MessageRow.Fate;

/// The search of the panel *Messages*, in alpha's window.
class MessageRowTest {

    /// Each row by a letter.
    private static final Map<String, MessageRow> ROWS = Map.of(
            "a", row(Direction.OUT, "beta", next(4), Fate.LOST),
            "b", row(Direction.OUT, "gamma", next(4), Fate.WALKING),
            "c", row(Direction.SELF, "alpha", next(4), Fate.RECEIVED),
            "d", row(Direction.IN, "gamma", last(4, 1, 17), Fate.RECEIVED),
            "e", row(Direction.OUT, "gamma", begin(4, 17), Fate.HANDED_OVER),
            "f", row(Direction.IN, "gamma", voted(4, 17), Fate.RECEIVED),
            "g", row(Direction.IN, "?", new Message.Success(Ballot.NONE, Script.decree(17)), Fate.RECEIVED),
            "h", row(Direction.IN, "beta", higher(14), Fate.RECEIVED),
            "i", row(Direction.OUT, "beta", success(4, -4), Fate.LOST));

    private static MessageRow row(Direction direction, String peer, Message message, Fate fate) {
        return new MessageRow(Script.BEGIN, direction, peer, message, fate);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''                    | a b c d e f g h i",
            "'   '                 | a b c d e f g h i",
            "ballot:4              | a b c d e f i",
            "BALLOT:4              | a b c d e f i",
            "ballot:none           | g",
            "ballot:               | a b c d e f g h i",
            "decree:17             | d e f g",
            "decree:-4             | i",
            "decree:1              | ''",
            "type:voted            | f",
            "type:accepted         | f",
            "type:promise          | d",
            "lost:yes              | a i",
            "lost:no               | b c d e f g h",
            "lost:yes ballot:4     | a i",
            "lost:yes type:success | i",
            "peer:gamma            | b d e f",
            "from:gamma            | d f",
            "to:gamma              | b e",
            "from:alpha            | c",
            "to:alpha              | c",
            "from:beta ballot:14   | h",
            "gamma                 | b d e f",
            "nextballot            | a b c",
            "reject                | h",
            "handed                | e",
            "way                   | b",
            "?                     | g",
            "17 gamma              | d e f",
            "nonsense              | ''",
            "what:4                | ''"})
    void findsTheRowsInWhichEachWordIsFound(String search, String found) {
        String matching = ROWS.entrySet().stream().filter(row -> row.getValue().matches(search)).map(Map.Entry::getKey)
                .sorted().collect(Collectors.joining(" "));
        assertEquals(found == null ? "" : found, matching);
    }

    @Test
    void aLabelIsShortAndSaysTheNumbers() {
        assertEquals(List.of("Next 4", "Last 4 · –", "Last 4 · 1→17", "Begin 4 · 17", "Voted 4", "Success · 17", "Higher 14"),
                List.of(next(4), last(4), last(4, 1, 17), begin(4, 17), voted(4, 17), success(4, 17), higher(14)).stream()
                        .map(MessageText::label).toList());
    }
}
