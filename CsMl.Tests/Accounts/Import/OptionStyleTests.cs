using CsMl.Core.Accounts.Import;

namespace CsMl.Tests.Accounts.Import;

/// <summary>Messages name the options that the caller has.</summary>
public sealed class OptionStyleTests : IDisposable
{
    private readonly ImportRig _rig = new();

    [Theory]
    [InlineData("accountId,name,ARR\n1,A,84.000\n", "--numbers en or --numbers de", "numbers=en or numbers=de")]
    [InlineData("accountId,name,Renewal\n1,A,3/4/2026\n", "--dates dmy or --dates mdy", "dates=dmy or dates=mdy")]
    [InlineData("Nr,name\n1,A\n", "--map \"Column=accountId\"", "map=Column=accountId")]
    [InlineData("accountId,name,ARR,Annual Revenue\n1,A,1,2\n", "--map \"ARR=annualRevenue\"", "map=ARR=annualRevenue")]
    [InlineData(
        "accountId,name,Annual Recurring Revenue,ARR\n1,A,1,2\n",
        "--map \"Annual Recurring Revenue=annualRevenue\"",
        "map=Annual%20Recurring%20Revenue=annualRevenue"
    )]
    [InlineData("accountId,name,Subject,Due Date\n1,A,x,2026-03-01\n", "--kind activities", "kind=activities")]
    [InlineData("accountId,name,Subject,Due Date\n1,A,x,2026-03-01\n", "--map \"Subject=-\"", "map=Subject=-")]
    [InlineData("""{"accountId":"1","name":"A","annualRevenue":"84.000"}""", "--numbers en", "numbers=en")]
    public async Task As_the_command_and_the_query_have_them(string file, string command, string query)
    {
        var (told, asked) = (
            await MessagesAsync(file, OptionStyle.Command),
            await MessagesAsync(file, OptionStyle.Query)
        );

        Assert.Contains(command, told, StringComparison.Ordinal);
        Assert.Contains(query, asked, StringComparison.Ordinal);
        Assert.DoesNotContain("--", asked, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_caller_without_options_is_told_what_to_write()
    {
        var told = await MessagesAsync(
            """{"accountId":"1","name":"A","annualRevenue":"84.000","renewalDate":"3/4/2026"}""",
            OptionStyle.None
        );

        Assert.Contains("without separators of thousands", told, StringComparison.Ordinal);
        Assert.Contains("in ISO 8601", told, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "numbers",
            told.Replace("two numbers", "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Numer=accountId")]
    [InlineData("Number=acountId")]
    [InlineData("Number=banana")]
    public async Task A_message_has_one_mark_at_its_end(string map)
    {
        var report = await _rig.RunAsync("Number,name\n1,A\n", new ImportOptions { Map = [ColumnMapping.Parse(map)!] });

        foreach (var sentence in report.Errors.Select(e => new Core.Json.FieldError(e.Field, e.Message).Sentence()))
        {
            Assert.DoesNotMatch(@"[.?!;:,]\s*[.?!;:,]", sentence);
            Assert.Matches(@"[.?]$", sentence);
        }
    }

    [Fact]
    public async Task What_the_caller_ignores_is_not_named()
    {
        var report = await _rig.RunAsync(
            "accountId,name,Renwal Date,Colour\n1,A,x,y\n",
            new ImportOptions { Map = [new("Renwal Date", null)] }
        );

        Assert.Equal(new IgnoredName("Colour", null), Assert.Single(report.Ignored));
    }

    public void Dispose() => _rig.Dispose();

    private async Task<string> MessagesAsync(string file, OptionStyle style)
    {
        var report = await _rig.RunAsync(file, new ImportOptions { Style = style });
        return string.Join('\n', report.Errors.Concat(report.Warnings).Select(e => e.Message));
    }
}
