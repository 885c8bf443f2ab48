using CsMl.Local;
using Microsoft.Extensions.Configuration;

namespace CsMl.Tests.Commands;

public sealed class BadSettingTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("Llm:TimeoutSeconds", "900", "TimeoutSeconds")]
    [InlineData("Llm:Concurrency", "abc", "Llm:Concurrency")]
    [InlineData("Ctas:MinCategory", "Foo", "Ctas:MinCategory")]
    [InlineData("Llm:Endpoint", "localhost:11434", "Llm:Endpoint")]
    [InlineData("Predictions:Risk:High", "1.5", "Predictions:Risk")]
    public async Task A_setting_that_cannot_be_is_told_in_a_sentence(string name, string value, string told)
    {
        using var store = LocalApp.OpenStore(_folder.File("."), new ConfigurationManager());
        await using var services = LocalApp.Services(store, new ConfigurationManager(), over: [new(name, value)]);

        var bad = Assert.Throws<BadSettingException>(() => BadSettingException.Check(services));

        Assert.Contains(told, bad.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", bad.Message, StringComparison.Ordinal);
    }
}
