package paxos.ui;

import java.awt.image.BufferedImage;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javax.imageio.ImageIO;
import paxos.trace.Event;
import paxos.trace.MermaidDiagram;
import paxos.trace.ShiVizLog;
import paxos.trace.TraceExport;
import paxos.trace.TraceHeader;
import paxos.ui.timeline.TimelinePicture;
import paxos.ui.timeline.TimelineView;
import paxos.view.timeline.Recall;

/// Writes what a timeline shows into files: pictures, logs for other tools, the trace itself. Files are written on a
/// thread of their own; how that went is told in a sentence.
final class Exports {

    /// What can be written.
    enum Kind {
        /// What the view shows.
        PNG_SHOWN("Picture of what is shown (PNG)…", "timeline.png"),
        /// The whole run.
        PNG_WHOLE("Picture of the whole run (PNG)…", "timeline.png"),
        /// What the view shows.
        SVG_SHOWN("Drawing of what is shown (SVG)…", "timeline.svg"),
        /// The whole run.
        SVG_WHOLE("Drawing of the whole run (SVG)…", "timeline.svg"),
        /// For ShiViz.
        SHIVIZ("Log for ShiViz…", "shiviz.log"),
        /// For Mermaid.
        MERMAID("Sequence diagram for Mermaid…", "sequence.mmd"),
        /// For `paxos replay`.
        TRACE("Trace, for paxos replay…", "trace.jsonl");

        private final String words;
        private final String file;

        Kind(String words, String file) {
            this.words = words;
            this.file = file;
        }

        /// How the file is called if nobody says otherwise.
        String file() {
            return file;
        }
    }

    /// Writes one file.
    private interface Writing {
        void write(Path file) throws IOException;
    }

    private final TimelineView view;
    private final Recall recall;
    private final Function<Kind, Optional<Path>> choose;
    private final Consumer<String> tell;
    private final Executor screen;

    /// @param recall finds the events again
    /// @param choose asks a person for a file
    /// @param tell   told in a sentence how it went, on JavaFX's thread
    /// @param screen runs what is for JavaFX's thread
    Exports(TimelineView view, Recall recall, Function<Kind, Optional<Path>> choose, Consumer<String> tell, Executor screen) {
        this.view = view;
        this.recall = recall;
        this.choose = choose;
        this.tell = tell;
        this.screen = screen;
    }

    List<MenuItem> items() {
        List<MenuItem> items = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            if (kind == Kind.SHIVIZ) {
                items.add(new SeparatorMenuItem());
            }
            MenuItem item = new MenuItem(kind.words);
            item.setId("export-" + kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            item.setOnAction(_ -> export(kind));
            items.add(item);
        }
        return items;
    }

    private void export(Kind kind) {
        choose.apply(kind).ifPresent(file -> {
            // What is seen is painted here and now; the rest takes as long as it takes.
            Writing writing = writing(kind);
            tell.accept("Writing %s …".formatted(file));
            Thread.ofVirtual().name("export").start(() -> {
                String said = said(file, writing);
                screen.execute(() -> tell.accept(said));
            });
        });
    }

    private String said(Path file, Writing writing) {
        try {
            writing.write(file);
            long forgotten = firstKept();
            return "Written: %s%s".formatted(file.toAbsolutePath(), forgotten == 0 || !needsEvents(file) ? ""
                    : " – without its first %,d events, which are not kept any more.".formatted(forgotten));
        } catch (IOException failed) {
            return "%s could not be written: %s. Choose another folder, or make room there.".formatted(file, failed.getMessage());
        }
    }

    private static boolean needsEvents(Path file) {
        return !file.toString().endsWith(".png") && !file.toString().endsWith(".svg");
    }

    private long firstKept() {
        List<Event> kept = recall.from(0);
        return kept.isEmpty() ? 0 : kept.getFirst().number();
    }

    private Writing writing(Kind kind) {
        List<String> legislators = view.timeline().parliament().legislators();
        return switch (kind) {
            case PNG_SHOWN -> png(TimelinePicture.ofShown(view));
            case PNG_WHOLE -> png(TimelinePicture.ofWhole(view));
            case SVG_SHOWN -> svg(TimelinePicture.ofShown(view));
            case SVG_WHOLE -> svg(TimelinePicture.ofWhole(view));
            case SHIVIZ -> text(out -> ShiVizLog.write(legislators, this::events, out));
            case MERMAID -> text(out -> MermaidDiagram.write(legislators, this::events, out));
            case TRACE -> text(out -> TraceExport.write(new TraceHeader(legislators, "", "export"), this::events, out));
        };
    }

    private static Writing png(TimelinePicture picture) {
        BufferedImage image = picture.image();
        return file -> {
            if (!ImageIO.write(image, "png", file.toFile())) {
                throw new IOException("this Java cannot write PNG");
            }
        };
    }

    private static Writing svg(TimelinePicture picture) {
        String text = picture.svg();
        return file -> Files.writeString(file, text);
    }

    /// Writes text.
    private interface Text {
        void to(Appendable out) throws IOException;
    }

    private static Writing text(Text text) {
        return file -> {
            try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8)) {
                text.to(out);
            }
        };
    }

    /// All that are kept, as often as that is asked for.
    private Iterator<Event> events() {
        return new Iterator<>() {
            private Iterator<Event> batch = recall.from(0).iterator();
            private long next;

            @Override
            public boolean hasNext() {
                if (!batch.hasNext()) {
                    batch = recall.from(next).iterator();
                }
                return batch.hasNext();
            }

            @Override
            public Event next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Event event = batch.next();
                next = event.number() + 1;
                return event;
            }
        };
    }
}
