package paxos.app;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.encoder.LayoutWrappingEncoder;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import org.slf4j.LoggerFactory;
import paxos.app.StoryLine.Tone;
import paxos.synod.Ballot;
import paxos.trace.Event;
import paxos.trace.EventLog;

/// Tells the events of a log in the terminal, as they come, on a thread of its own: no node ever waits for the screen.
/// Where the terminal is too slow, the oldest events are left out, and that is said.
final class Story implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(2);
    /// How long events are gathered: nobody reads faster, and a node that is busy keeps its processor.
    private static final Duration GATHER = Duration.ofMillis(20);

    private final EventLog log;
    private final Function<Event, List<StoryLine>> teller;
    private final Logger logger;
    private final PrintStream out;
    private final Thread thread;
    private volatile boolean closing;
    private long told;

    private Story(EventLog log, Function<Event, List<StoryLine>> teller, Logger logger, PrintStream out) {
        this.log = log;
        this.teller = teller;
        this.logger = logger;
        this.out = out;
        this.thread = Thread.ofPlatform().daemon().name("story").unstarted(this::work);
    }

    /// Begins to tell.
    ///
    /// @param log    what happens
    /// @param teller puts an event into words
    /// @param paint  in which colours
    /// @param out    where to
    static Story begin(EventLog log, Function<Event, List<StoryLine>> teller, Paint paint, PrintStream out) {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        StoryLayout layout = new StoryLayout(paint, ZoneId.systemDefault());
        layout.setContext(context);
        layout.start();
        LayoutWrappingEncoder<ILoggingEvent> encoder = new LayoutWrappingEncoder<>();
        encoder.setContext(context);
        encoder.setCharset(StandardCharsets.UTF_8);
        encoder.setLayout(layout);
        encoder.start();
        OutputStreamAppender<ILoggingEvent> appender = new OutputStreamAppender<>();
        appender.setContext(context);
        appender.setName("story");
        appender.setEncoder(encoder);
        appender.setOutputStream(new Unclosed(out));
        appender.setImmediateFlush(false);
        appender.start();
        Logger logger = context.getLogger("story");
        logger.detachAndStopAllAppenders();
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
        logger.addAppender(appender);
        Story story = new Story(log, teller, logger, out);
        story.thread.start();
        return story;
    }

    /// Says something of its own, after all that has happened up to now was told.
    void say(String text) {
        long until = log.next();
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (this) {
            long left = PATIENCE.toMillis();
            while (told < until && left > 0 && thread.isAlive()) {
                try {
                    wait(left);
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                    break;
                }
                left = (deadline - System.nanoTime()) / 1_000_000;
            }
        }
        tell(new StoryLine(Instant.EPOCH, "", Ballot.NONE, Tone.BARE, text));
        out.flush();
    }

    /// Tells the rest, and ends; gives a terminal that takes nothing two seconds.
    @Override
    public void close() {
        closing = true;
        thread.interrupt();
        try {
            thread.join(PATIENCE);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        long next = 0;
        while (true) {
            boolean last = closing;
            List<Event> events = log.from(next);
            if (events.isEmpty() && last) {
                return;
            }
            for (Event event : events) {
                if (event.number() > next) {
                    tell(new StoryLine(event.at(), "", Ballot.NONE, Tone.NOTICE,
                            "%d events are not told: this terminal is too slow.".formatted(event.number() - next)));
                }
                teller.apply(event).forEach(this::tell);
                next = event.number() + 1;
            }
            out.flush();
            synchronized (this) {
                told = next;
                notifyAll();
            }
            try {
                if (log.await(next, Duration.ofSeconds(1))) {
                    Thread.sleep(GATHER);
                }
            } catch (InterruptedException closed) {
                // The rest is told, then it ends.
            }
        }
    }

    private void tell(StoryLine line) {
        logger.info("{}", line);
    }

    /// Logback closes what it writes to; this is not its own.
    private static final class Unclosed extends FilterOutputStream {
        Unclosed(PrintStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
