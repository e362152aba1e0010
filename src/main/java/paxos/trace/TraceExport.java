package paxos.trace;

import java.io.IOException;

/// A trace as a file that [TraceReader] opens again.
public final class TraceExport {

    private TraceExport() {
    }

    /// Writes the header and a line for each event.
    ///
    /// @param events in the order in which they are to be shown
    /// @throws IOException where it cannot be written
    public static void write(TraceHeader header, Iterable<Event> events, Appendable out) throws IOException {
        TraceFormat format = new TraceFormat(header.legislators());
        out.append(TraceFormat.write(header)).append('\n');
        for (Event event : events) {
            out.append(format.write(event)).append('\n');
        }
    }
}
