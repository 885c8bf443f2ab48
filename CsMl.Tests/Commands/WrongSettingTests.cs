using System.CommandLine;
using CsMl.Core.Storage;
using CsMl.Local.Commands;
using Microsoft.Extensions.Configuration;

namespace CsMl.Tests.Commands;

/// <summary>A setting whose text is not of its type ends a command with a sentence.</summary>
public sealed class WrongSettingTests
{
    [Theory]
    [InlineData("1e9")]
    [InlineData("soon")]
    public async Task It_is_told_in_a_sentence(string seconds)
    {
        var command = new Command("read");
        command.SetAction(_ =>
        {
            new ConfigurationBuilder()
                .AddInMemoryCollection([new("Storage:TimeoutSeconds", seconds)])
                .Build()
                .GetSection(StorageOptions.Section)
                .Get<StorageOptions>();
            return ExitCode.Done;
        });

        var run = await CommandRun.OfAsync(command);

        Assert.Equal(ExitCode.BadArgument, run.ExitCode);
        Assert.Contains($"'{seconds}' at 'Storage:TimeoutSeconds'", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }
}
