package paxos.app;

import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import paxos.node.tcp.TcpNetwork;
import paxos.trace.Event;
import paxos.trace.EventLog;
import paxos.trace.TraceReader;
import paxos.trace.UnreadableTrace;
import paxos.ui.Desktop;
import paxos.ui.Opening;
import paxos.view.timeline.Timeline;

/// Shows what was recorded: in a window, or as a story in the terminal.
///
/// @param surroundings what is around the program
record Replaying(Surroundings surroundings) {

    private static final Logger LOGGER = LoggerFactory.getLogger(Replaying.class);

    /// Shows it, until the window is closed or the story told.
    ///
    /// @throws UsageError where something that was named is no trace
    void run(Order.Replay order) throws Refusal, InterruptedException {
        try (TraceFiles files = TraceFiles.open(order.files())) {
            if (Display.isWanted(surroundings, order.headless(), "telling the story in this terminal, as with --headless.")) {
                window(files);
            } else {
                tell(files);
            }
        }
    }

    private void window(TraceFiles files) throws Failure, InterruptedException {
        Ending ending = new Ending(surroundings.err());
        Signals.listen(() -> { }, _ -> ending.wish());
        Desktop desktop = Display.show(surroundings,
                () -> Desktop.replay(files.parliament(), files.title(), TcpNetwork::text, progress -> open(files, progress)));
        ending.then(desktop::close);
        desktop.awaitClosed();
    }

    private static Opening.Opened open(TraceFiles files, Opening.Progress progress) {
        return files.single().map(file -> open(files, file, progress)).orElseGet(() -> openTogether(files, progress));
    }

    /// One file may be long: its sentences stay there until somebody asks for them.
    private static Opening.Opened open(TraceFiles files, TraceReader file, Opening.Progress progress) {
        Timeline timeline = new Timeline(files.parliament());
        TraceFiles.Read read = TraceFiles.skim(file, timeline::take, progress::reached);
        return new Opening.Opened(timeline, files.telemetry(), read.remark(), number -> again(file, number));
    }

    private static List<Event> again(TraceReader file, long first) {
        try {
            List<Event> events = file.from(first);
            return IntStream.range(0, events.size()).mapToObj(i -> {
                Event event = events.get(i);
                return new Event(first + i, event.at(), event.lamport(), event.node(), event.what());
            }).toList();
        } catch (UnreadableTrace gone) {
            LOGGER.warn("{}", gone.getMessage());
            return List.of();
        }
    }

    private static Opening.Opened openTogether(TraceFiles files, Opening.Progress progress) {
        Timeline timeline = new Timeline(files.parliament());
        EventLog kept = new EventLog(InstantSource.system(), Sitting.EVENTS_KEPT);
        TraceFiles.Read read = files.read(event -> {
            timeline.take(event);
            kept.append(event);
        }, progress::reached);
        return new Opening.Opened(timeline, files.telemetry(), read.remark(), kept::from);
    }

    private void tell(TraceFiles files) {
        Ending ending = new Ending(surroundings.err());
        Signals.listen(() -> { }, _ -> ending.wish());
        StoryLayout layout = new StoryLayout(new Paint(files.parliament(), Paint.depthFor(surroundings)), ZoneId.systemDefault());
        TraceFiles.Read read = files.read(event -> tell(event, layout),
                _ -> !ending.isWished() && !surroundings.out().checkError());
        surroundings.out().flush();
        read.remark().ifPresent(remark -> surroundings.err().println("paxos: " + remark));
    }

    private void tell(Event event, StoryLayout layout) {
        Storyteller.retell(event).forEach(line -> surroundings.out().println(layout.set(line)));
    }
}
