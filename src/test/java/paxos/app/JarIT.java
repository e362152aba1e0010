package paxos.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.spi.ToolProvider;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

/// The jar tells nothing of where and when it was made. (`src/dist/try-jar` builds the program twice from the beginning.)
class JarIT {

    @TempDir
    private Path folder;

    @Test
    void theSameClassesWrittenElsewhereLaterAndInAnotherOrderMakeTheSameJar() throws Exception {
        Path classes = Path.of("target/classes");
        Path copy = folder.resolve("other classes");
        List<Path> files;
        try (Stream<Path> all = Files.walk(classes)) {
            files = new ArrayList<>(all.filter(Files::isRegularFile).toList());
        }
        assertTrue(files.size() > 300, files::toString);
        Collections.shuffle(files, new Random(7));
        for (Path file : files) {
            Path to = copy.resolve(classes.relativize(file));
            Files.createDirectories(to.getParent());
            Files.copy(file, to);
            Files.setLastModifiedTime(to, FileTime.from(Instant.parse("2031-05-06T07:08:10Z")));
        }
        Document pom = DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(new File("pom.xml"));
        XPath path = XPathFactory.newDefaultInstance().newXPath();
        String version = path.evaluate("/project/version", pom);
        Path jar = folder.resolve("second.jar");
        Map<String, String> values = Map.of("${jar.file}", jar.toString(), "${project.version}", version,
                "${project.build.outputTimestamp}", path.evaluate("/project/properties/*[name() = 'project.build.outputTimestamp']", pom),
                "${project.build.outputDirectory}", copy.toString());
        NodeList given = (NodeList) path.evaluate("//execution[id = 'jar']//argument", pom, XPathConstants.NODESET);
        String[] arguments = IntStream.range(0, given.getLength()).mapToObj(i -> given.item(i).getTextContent()).map(argument -> {
            String filled = argument;
            for (Map.Entry<String, String> value : values.entrySet()) {
                filled = filled.replace(value.getKey(), value.getValue());
            }
            return filled;
        }).toArray(String[]::new);
        StringWriter said = new StringWriter();
        assertEquals(0, ToolProvider.findFirst("jar").orElseThrow().run(new PrintWriter(said), new PrintWriter(said), arguments), said::toString);
        assertArrayEquals(Files.readAllBytes(Path.of("target/paxos-" + version + ".jar")), Files.readAllBytes(jar));
    }
}
