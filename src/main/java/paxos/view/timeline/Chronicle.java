package paxos.view.timeline;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import paxos.synod.Parliament;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.Happening;

/// What the windows of a process share of the record: the timeline of the whole parliament, as far as it is heard here,
/// and those of single legislators, as each knows things by itself. For JavaFX's thread.
public final class Chronicle implements Recall {

    /// A timeline with the number of the next event that it is to take in.
    private static final class Reader {
        private final Timeline timeline;
        private long next;

        Reader(Timeline timeline) {
            this.timeline = timeline;
        }
    }

    private final Parliament parliament;
    private final EventLog log;
    private final Reader whole;
    private final List<Consumer<Event>> listeners = new ArrayList<>();
    private final Map<String, Reader> single = new LinkedHashMap<>();

    /// A record that grows, by the clock of the legislator that is first in the configuration.
    ///
    /// @param log the events of the whole parliament, as far as it is heard here, in causal order
    public Chronicle(Parliament parliament, EventLog log) {
        this(parliament, log, parliament.legislators().getFirst());
    }

    /// A record that grows.
    ///
    /// @param log  the events of the whole parliament, as far as it is heard here, in causal order
    /// @param here the legislator whose clock the whole timeline goes by: one of this process, where there is any
    public Chronicle(Parliament parliament, EventLog log, String here) {
        this.parliament = parliament;
        this.log = log;
        this.whole = new Reader(Timeline.ofLog(parliament, here, log.capacity()));
    }

    /// The timeline of all whose record is heard.
    public Timeline whole() {
        return whole.timeline;
    }

    /// The timeline of what one legislator knows by itself. It is made when it is first asked for, from what is still kept.
    public Timeline of(String legislator) {
        // Of a message it is told one end only: half as many reach as far back.
        return single.computeIfAbsent(legislator, _ -> new Reader(Timeline.ofLog(parliament, legislator, log.capacity() / 2))).timeline;
    }

    /// Tells somebody of all events of the whole parliament, and of gaps in its record, as they are taken in.
    public void tell(Consumer<Event> listener) {
        listeners.add(listener);
    }

    /// Takes in what is new, a bounded number of events: called once a pulse, so that a flood is shown over several pulses.
    public void poll() {
        read(whole, "");
        single.forEach((name, reader) -> read(reader, name));
    }

    private void read(Reader reader, String only) {
        for (Event event : log.from(reader.next)) {
            if (reader.next > 0 && event.number() > reader.next) {
                tellOfGap(reader, only, event);
            }
            // First, so that an event which cannot be taken does not come again in each pulse.
            reader.next = event.number() + 1;
            if (only.isEmpty() || only.equals(event.node())) {
                take(reader, event);
            }
        }
    }

    /// The log had to forget events before they were taken in.
    private void tellOfGap(Reader reader, String only, Event before) {
        Happening missed = new Happening.Missed(before.number() - reader.next);
        for (String name : only.isEmpty() ? parliament.legislators() : List.of(only)) {
            take(reader, new Event(before.number() - 1, before.at(), before.lamport(), name, missed));
        }
    }

    private void take(Reader reader, Event event) {
        reader.timeline.take(event);
        if (reader == whole) {
            listeners.forEach(listener -> listener.accept(event));
        }
    }

    @Override
    public List<Event> from(long number) {
        return log.from(number);
    }
}
