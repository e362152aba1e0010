package paxos.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.util.WaitForAsyncUtils;

class DecreeFileTest {

    @TempDir
    private Path parliament;

    private DecreeFile watched;

    @BeforeEach
    void watch() {
        watched = new DecreeFile(parliament.resolve("alpha"));
    }

    @AfterEach
    void stop() {
        watched.close();
    }

    private Path file() throws IOException {
        return Files.createDirectories(parliament.resolve("alpha")).resolve("decree.txt");
    }

    private void shows(Optional<String> text) throws Exception {
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> watched.text().equals(text));
    }

    @Test
    void aFolderThatIsNotThereHasNoDecree() {
        assertEquals(Optional.empty(), watched.text());
    }

    @Test
    void showsTheFileAsItIsWhoeverWroteIt() throws Exception {
        Files.writeString(file(), "17");
        shows(Optional.of("17"));
        Files.writeString(file(), "-42\n");
        shows(Optional.of("-42"));
        Files.delete(file());
        shows(Optional.empty());
    }

    @Test
    void cutsWhatIsLongerThanAnyDecree() throws Exception {
        Files.writeString(file(), "7".repeat(5_000_000));
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> watched.text().isPresent());
        assertTrue(watched.text().orElseThrow().length() <= 32);
    }

    @Test
    void saysSoWhereItCannotBeRead() throws Exception {
        Files.createDirectory(file());
        shows(Optional.of("unreadable"));
    }

    @Test
    void bytesThatAreNoTextDoNoHarm() throws Exception {
        Files.write(file(), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1});
        WaitForAsyncUtils.waitFor(10, TimeUnit.SECONDS, () -> watched.text().isPresent());
    }
}
