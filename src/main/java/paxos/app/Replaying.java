package paxos.app;

import java.time.ZoneId;
import java.util.Optional;
import paxos.node.tcp.TcpNetwork;
import paxos.trace.Event;
import paxos.ui.Backstage;
import paxos.ui.Desktop;
import paxos.ui.Opening;
import paxos.view.timeline.Timeline;

/// Shows what was recorded: in a window, or as a story in the terminal.
///
/// @param surroundings what is around the program
/// @param backstage    JavaFX, where it was begun to start
record Replaying(Surroundings surroundings, Optional<Backstage> backstage) {

    private static final String NO_BALLOT = "This was recorded; no ballot can be started.";

    /// Shows it, until the window is closed or the story told.
    ///
    /// @throws UsageError where something that was named is no trace
    void run(Order.Replay order) throws Refusal, InterruptedException {
        try (TraceFiles files = TraceFiles.open(order.files())) {
            if (Display.isWanted(surroundings, order.headless(), "telling the story in this terminal, as with --headless.")) {
                try (TraceFiles again = TraceFiles.open(order.files()); TraceCheck check = new TraceCheck(again)) {
                    window(files, check);
                }
            } else {
                tell(files);
            }
        }
    }

    private void window(TraceFiles files, TraceCheck check) throws Failure, InterruptedException {
        Ending ending = new Ending(surroundings.err());
        Signals.listen(() -> surroundings.out().println(NO_BALLOT), _ -> ending.wish());
        Desktop desktop = Display.show(surroundings, () -> Desktop.replay(
                backstage.orElseGet(() -> Display.open(surroundings)), files.parliament(), files.title(), TcpNetwork::text,
                progress -> open(files, progress, check)));
        Keyboard.listen(surroundings.in(), surroundings.inTerminal(), line -> {
            if (line.strip().equals("q")) {
                ending.wish();
            }
        });
        ending.then(desktop::close);
        desktop.awaitClosed();
    }

    private static Opening.Opened open(TraceFiles files, Opening.Progress progress, TraceCheck check) {
        Timeline timeline = new Timeline(files.parliament());
        TraceFiles.Read read = files.read(false, timeline::take, progress::reached);
        check.start();
        return new Opening.Opened(timeline, files.telemetry(), read.remark(), check.auditor(), files::recall);
    }

    private void tell(TraceFiles files) {
        Ending ending = new Ending(surroundings.err());
        Signals.listen(() -> surroundings.out().println(NO_BALLOT), _ -> ending.wish());
        StoryLayout layout = new StoryLayout(new Paint(files.parliament(), Paint.depthFor(surroundings)), ZoneId.systemDefault());
        TraceFiles.Read read = files.read(true, event -> tell(event, layout),
                _ -> !ending.isWished() && !surroundings.out().checkError());
        surroundings.out().flush();
        read.remark().ifPresent(remark -> surroundings.err().println("paxos: " + remark));
    }

    private void tell(Event event, StoryLayout layout) {
        Storyteller.retell(event).forEach(line -> surroundings.out().println(layout.set(line)));
    }
}
