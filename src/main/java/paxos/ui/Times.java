package paxos.ui;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// Writes times of day, in the time zone of this machine.
final class Times {

    private static final DateTimeFormatter PRECISE =
            DateTimeFormatter.ofPattern("HH:mm:ss.SSS").withZone(ZoneId.systemDefault());

    private Times() {
    }

    /// To the millisecond.
    static String precise(Instant at) {
        return PRECISE.format(at);
    }
}
