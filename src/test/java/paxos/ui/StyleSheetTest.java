package paxos.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javafx.css.Selector;
import javafx.css.Stylesheet;
import org.junit.jupiter.api.Test;

class StyleSheetTest {

    private static final Pattern TWO_STATES = Pattern.compile("[^\\s{},]*:[\\w-]+:[\\w-]+[^{;]*\\{");

    @Test
    void liesBesideItsTextInBinaryForm() throws IOException {
        Stylesheet binary = Stylesheet.loadBinary(StyleSheetTest.class.getResource("paxos.bss"));
        List<String> selectors = binary.getRules().stream().flatMap(rule -> rule.getSelectors().stream()).map(Selector::toString).toList();
        assertEquals(text().split("\\{").length - 1, binary.getRules().size(), () -> "rules, in " + selectors);
    }

    @Test
    void asksForNoTwoStatesOfOneThingAtOnce() throws IOException {
        assertEquals(List.of(), TWO_STATES.matcher(text()).results().map(MatchResult::group).toList());
    }

    /// Without its remarks.
    private static String text() throws IOException {
        try (InputStream in = Objects.requireNonNull(StyleSheetTest.class.getResourceAsStream("paxos.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?s)/\\*.*?\\*/", "");
        }
    }
}
