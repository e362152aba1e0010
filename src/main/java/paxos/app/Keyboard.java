package paxos.app;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Consumer;

/// Reads lines that are typed, on a thread of its own. The end of the input ends the reading and nothing else: a node
/// started with no input goes on.
final class Keyboard {

    /// In the background, reading a terminal fails; in the foreground it works again.
    private static final Duration UNTIL_NEXT_LOOK = Duration.ofSeconds(1);

    private Keyboard() {
    }

    /// Begins to read.
    ///
    /// @param in         where lines are typed
    /// @param inTerminal whether that is a terminal
    /// @param typed      told of each line
    static void listen(InputStream in, boolean inTerminal, Consumer<String> typed) {
        Thread.ofPlatform().daemon().name("keyboard").start(() -> read(in, inTerminal, typed));
    }

    private static void read(InputStream in, boolean inTerminal, Consumer<String> typed) {
        BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        while (true) {
            try {
                String line = lines.readLine();
                if (line == null) {
                    return;
                }
                typed.accept(line);
            } catch (IOException notNow) {
                if (!inTerminal) {
                    return;
                }
                try {
                    Thread.sleep(UNTIL_NEXT_LOOK);
                } catch (InterruptedException interrupted) {
                    return;
                }
            }
        }
    }
}
