package paxos.app;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import paxos.node.file.FileDisk;
import paxos.trace.Recorder;

/// Forgets what ledgers say, and with it the traces of how that came about, after asking.
///
/// @param surroundings where to ask
/// @param data         the folder of the parliament
/// @param names        whose ledgers
record Reset(Surroundings surroundings, Path data, List<String> names) {

    /// Asks, unless that is not needed, and forgets.
    ///
    /// @param sure whether there is no need to ask
    /// @throws UsageError where there is nobody to ask
    /// @throws Failure    where the answer is no, or a file cannot be removed
    void run(boolean sure) throws Refusal {
        if (!sure && anythingThere()) {
            ask();
        }
        List<String> forgotten = new ArrayList<>();
        for (String name : names) {
            try {
                new FileDisk(data, name).forget();
                forgetTrace(name);
                forgotten.add(name);
            } catch (IOException failed) {
                throw new Failure("The reset stopped at %s: %s%s".formatted(name, failed.getMessage(),
                        forgotten.isEmpty() ? "" : " Forgotten before that: %s.".formatted(String.join(", ", forgotten))));
            }
        }
    }

    private void forgetTrace(String name) throws IOException {
        Path trace = Sitting.trace(data.resolve(name));
        try {
            Recorder.forget(trace);
        } catch (IOException failed) {
            throw new IOException("%s cannot be removed: %s. Remove it yourself.".formatted(trace, failed.getMessage()), failed);
        }
    }

    private boolean anythingThere() {
        return names.stream().anyMatch(name -> {
            String[] files = data.resolve(name).toFile().list();
            return files != null && List.of(files).stream().anyMatch(file -> file.endsWith(".txt") || file.endsWith(".jsonl"));
        });
    }

    private void ask() throws Refusal {
        if (!surroundings.inTerminal()) {
            throw new UsageError("--reset asks before it forgets, and there is no terminal to ask on. Add --yes if you are sure.");
        }
        surroundings.out().printf("This empties the ledgers of %s in %s: promises, votes and decree are forgotten, and what was recorded.%n"
                + "All legislators of a parliament must forget together; if some remember, two decrees may pass.%n"
                + "Forget them? [y/N] ", String.join(", ", names), data);
        surroundings.out().flush();
        if (!line(surroundings.in()).strip().toLowerCase(Locale.ROOT).matches("y|yes")) {
            throw new Failure("Nothing was forgotten, and nothing was started.");
        }
    }

    /// Not a byte more than the line: what follows is for the keyboard.
    private static String line(InputStream in) throws Failure {
        try {
            StringBuilder line = new StringBuilder();
            for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
                line.append((char) next);
            }
            return line.toString();
        } catch (IOException failed) {
            throw new Failure("The answer could not be read: %s. Nothing was forgotten.".formatted(failed.getMessage()));
        }
    }
}
