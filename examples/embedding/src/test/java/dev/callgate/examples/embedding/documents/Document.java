package dev.callgate.examples.embedding.documents;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A document of the project. A Java block with a {@code main} is a program, and the text block after it is what it prints.
 * Each other Java block is a fragment: the body of a method, next to the declarations that the document's comment {@code
 * <!-- snippets … -->} holds.
 */
record Document(Path path, String text) {
    static final Path PROJECT = Path.of("../..").toAbsolutePath().normalize();

    private static final Pattern BLOCK = Pattern.compile("(?m)^```(\\w*)\n(.*?)^```$", Pattern.DOTALL);
    private static final Pattern PREAMBLE = Pattern.compile("<!-- snippets\n(.*?)-->", Pattern.DOTALL);

    /** Code that a document shows. */
    record Block(String language, String code, int line, int start, int end) {
        boolean isProgram() {
            return language.equals("java") && code.contains("void main(");
        }

        boolean isFragment() {
            return language.equals("java") && !isProgram();
        }
    }

    static Document of(String path) {
        return read(PROJECT.resolve(path));
    }

    private static Document read(Path path) {
        try {
            return new Document(path, Files.readString(path));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + path, e);
        }
    }

    /** Returns the documents of the project and of its modules. */
    static List<Document> all() throws IOException {
        try (Stream<Path> files = Files.find(PROJECT, 3, (path, attributes) -> isDocument(path))) {
            return files.sorted().map(Document::read).toList();
        }
    }

    private static boolean isDocument(Path path) {
        String name = PROJECT.relativize(path).toString();
        return name.endsWith(".md") && !name.startsWith(".") && !name.contains("target");
    }

    String name() {
        return PROJECT.relativize(path).toString();
    }

    /** Returns whether {@code PagesTest} compares the code with that of the sources, which the build compiles. */
    boolean isPage() {
        return name().startsWith("examples/embedding/") || name().startsWith("examples/spring-boot/");
    }

    List<Block> blocks() {
        return BLOCK.matcher(text)
                .results()
                .map(each -> new Block(each.group(1), each.group(2), lineOf(each.start()), each.start(), each.end()))
                .toList();
    }

    private int lineOf(int offset) {
        return (int) text.substring(0, offset).lines().count() + 1;
    }

    List<Block> fragments() {
        return isPage()
                ? List.of()
                : blocks().stream().filter(Block::isFragment).toList();
    }

    List<Block> programs() {
        return blocks().stream().filter(Block::isProgram).toList();
    }

    /** Returns the declarations that fragments are compiled with. */
    String preamble() {
        Matcher comment = PREAMBLE.matcher(text);
        return comment.find() ? comment.group(1) : "";
    }

    /** Returns the text block that follows a program immediately. */
    String outputOf(Block program) {
        return blocks().stream()
                .filter(each -> each.language().equals("text") && each.start() > program.end())
                .filter(each -> text.substring(program.end(), each.start()).isBlank())
                .findFirst()
                .map(Block::code)
                .orElseThrow(() -> new AssertionError("%s:%d: a program is followed by a text block with its output"
                        .formatted(name(), program.line())));
    }

    @Override
    public String toString() {
        return name();
    }
}
