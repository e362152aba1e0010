package paxos.app;

import java.util.List;
import java.util.function.Consumer;
import paxos.bench.Frames;
import paxos.trace.Event;
import paxos.ui.timeline.FrameBench;
import paxos.view.timeline.Timeline;

/// Draws with no display.
final class DrawnFrames implements Frames {

    @Override
    public void measure(Timeline timeline, List<Event> more, Consumer<String> print) throws InterruptedException {
        OffScreen.draw(() -> new FrameBench(timeline, more.iterator()).run(print));
    }
}
