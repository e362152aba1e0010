package paxos.app;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.LayoutBase;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import paxos.synod.Ballot;

/// Sets a [StoryLine] in type: `12:34:56.789  alpha  ballot 4  what happened`.
final class StoryLayout extends LayoutBase<ILoggingEvent> {

    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");
    private static final int BALLOT_WIDTH = 10;

    private final Paint paint;
    private final DateTimeFormatter time;
    private final int widest;

    /// @param paint the colours
    /// @param zone  whose clock the times are told by
    StoryLayout(Paint paint, ZoneId zone) {
        this.paint = paint;
        this.time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(zone);
        this.widest = paint.parliament().legislators().stream().mapToInt(String::length).max().orElseThrow();
    }

    @Override
    public String doLayout(ILoggingEvent event) {
        Object[] arguments = event.getArgumentArray();
        return (arguments != null && arguments.length == 1 && arguments[0] instanceof StoryLine line
                ? set(line) : event.getFormattedMessage()) + System.lineSeparator();
    }

    /// The line as the terminal shows it, without its end.
    String set(StoryLine line) {
        if (line.tone() == StoryLine.Tone.BARE) {
            return line.text();
        }
        String text = printable(line.text());
        return paint.faint(time.format(line.at())) + "  " + name(line.node()) + "  " + ballot(line.ballot()) + "  " + switch (line.tone()) {
            case BARE, PLAIN -> text;
            case QUIET -> paint.faint(text);
            case NOTICE -> "! " + text;
            case ALARM -> paint.asAlarm("!!! " + text);
        };
    }

    private String name(String name) {
        return paint.asLegislator(name, name) + blanks(widest - name.length());
    }

    private String ballot(Ballot ballot) {
        String text = ballot.isNone() ? "" : "ballot " + ballot;
        return paint.asBallot(ballot, text + blanks(BALLOT_WIDTH - text.length()));
    }

    private static String blanks(int count) {
        return " ".repeat(Math.max(0, count));
    }

    /// A peer's words must not steer the terminal.
    private static String printable(String text) {
        return CONTROL.matcher(text).replaceAll("·");
    }
}
