using System.Text;
using CsMl.Local.Commands;

namespace CsMl.Tests.Commands;

public sealed class ReadBlocksTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(4096)]
    public async Task No_byte_is_lost_and_every_block_knows_its_first_line(int bytesARead)
    {
        var lines = Enumerable.Range(1, 300).Select(i => $"{i} {new string('x', i * 37 % 200)}").ToList();
        var text = string.Join('\n', lines);

        var seen = await ReadAsync(new DribblingStream(Encoding.UTF8.GetBytes(text), bytesARead));

        Assert.Equal(text, string.Concat(seen.Select(b => b.Text)));
        Assert.All(
            seen.Where(b => b.Text.Length > 0),
            b => Assert.StartsWith($"{b.FirstLine} ", b.Text, StringComparison.Ordinal)
        );
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(3_000_000, true)]
    public async Task A_line_may_have_one_mebibyte_and_one_beyond_is_passed_over(int beyond, bool isTooLong)
    {
        var text = $"a\n{new string('x', ReadBlocks.MaxLine + beyond)}\nc\n";

        var seen = await ReadAsync(new DribblingStream(Encoding.UTF8.GetBytes(text), 64 * 1024));

        var told = new List<long>();
        foreach (var block in seen)
        {
            told.AddRange(TooLongIn(block));
        }

        Assert.Equal(isTooLong ? [2] : [], told);
        Assert.Equal(
            3,
            seen.Single(b => b.Text == "c\n" || b.Text.EndsWith("\nc\n", StringComparison.Ordinal)).LineOf("c")
        );
    }

    [Fact]
    public async Task A_last_line_that_is_too_long_is_told_though_nothing_ends_it()
    {
        var text = $"a\n{new string('x', 5 * ReadBlocks.MaxLine)}";

        var seen = await ReadAsync(new DribblingStream(Encoding.UTF8.GetBytes(text), 100_000));

        Assert.Equal(2, Assert.Single(seen, b => b.IsTooLong).FirstLine);
        Assert.Equal("a\n", string.Concat(seen.Select(b => b.Text)));
    }

    [Fact]
    public async Task A_byte_order_mark_is_no_part_of_the_first_line()
    {
        var seen = await ReadAsync(new MemoryStream([0xEF, 0xBB, 0xBF, (byte)'a', (byte)'\n']));

        Assert.Equal("a\n", seen[0].Text);
    }

    private static async Task<List<Seen>> ReadAsync(Stream stream)
    {
        var seen = new List<Seen>();
        await foreach (var block in ReadBlocks.From(stream, CancellationToken.None))
        {
            using (block)
            {
                seen.Add(new Seen(block.FirstLine, block.IsTooLong, Encoding.UTF8.GetString(block.Text)));
            }
        }

        return seen;
    }

    /// <summary>A line just beyond the limit may come whole within a larger block; then the reader of lines tells it.</summary>
    private static IEnumerable<long> TooLongIn(Seen block) =>
        block.IsTooLong
            ? [block.FirstLine]
            : block
                .Text.Split('\n')
                .Select((line, i) => (line, i))
                .Where(l => l.line.Length > ReadBlocks.MaxLine)
                .Select(l => block.FirstLine + l.i);

    private sealed record Seen(long FirstLine, bool IsTooLong, string Text)
    {
        public long LineOf(string line) => FirstLine + Array.IndexOf(Text.Split('\n'), line);
    }
}
