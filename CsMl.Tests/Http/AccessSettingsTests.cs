using CsMl.Functions;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Http;

/// <summary>An access key that could not be used as it was meant stops the app at start with a sentence.</summary>
public sealed class AccessSettingsTests
{
    private const string Hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    [Theory]
    [InlineData("Access:Keys:crm:Role must be one of reader, agent, admin", $"crm:Hash={Hash}")]
    [InlineData("Access:Keys:crm:Role must be one of", "crm:Role=boss", $"crm:Hash={Hash}")]
    [InlineData("Access:Keys:crm:Role must be one of", "crm:Role=1", $"crm:Hash={Hash}")]
    [InlineData("Access:Keys:crm:Hash must be the SHA-256", "crm:Role=agent")]
    [InlineData("Access:Keys:crm:Hash must be the SHA-256", "crm:Role=agent", "crm:Hash=csml_thekey")]
    [InlineData("Access:Keys:crm:Hash must be the SHA-256", "crm:Role=agent", $"crm:Hash={Hash}0")]
    [InlineData("Access:Keys:crm:Tenant must be left out", "crm:Role=agent", $"crm:Hash={Hash}", "crm:Tenant=a")]
    [InlineData("The name in Access:Keys:c m must", "c m:Role=agent", $"c m:Hash={Hash}")]
    [InlineData("Access:Keys:a and b must not", "a:Role=agent", $"a:Hash={Hash}", "b:Role=admin", $"b:Hash={Hash}")]
    public void With_one_tenant(string sentence, params string[] keys) => AssertRefused("Single", sentence, keys);

    [Theory]
    [InlineData("Access:Keys:crm:Tenant must be a tenant's id", "crm:Role=agent", $"crm:Hash={Hash}")]
    [InlineData("Access:Keys:crm:Tenant must be", "crm:Role=agent", $"crm:Hash={Hash}", "crm:Tenant=a/b")]
    public void With_a_header(string sentence, params string[] keys) => AssertRefused("Header", sentence, keys);

    [Fact]
    public void With_a_claim_there_are_no_keys() =>
        AssertRefused("Claim", "Access:Keys must be empty", ["crm:Role=agent", $"crm:Hash={Hash}", "crm:Tenant=a"]);

    [Theory]
    [InlineData("Single", "crm:Role=Agent")]
    [InlineData("Single", "crm:Role=agent", "crm:Tenant=default")]
    [InlineData("Header", "crm:Role=admin", "crm:Tenant=a")]
    public void A_key_that_can_be_used_is_none_of_these(string mode, params string[] keys) =>
        Start(mode, [.. keys, $"crm:Hash={Hash.ToUpperInvariant()}"]);

    [Theory]
    [InlineData("Ctas:MinCategory", "99", "Ctas:MinCategory must be one of Low, Medium, High, Critical.")]
    [InlineData("Learning:Mode", "7", "Learning:Mode must be one of ")]
    [InlineData("Llm:Endpoint", "http://key@10.0.0.1/v1", "Llm:Endpoint must hold no name and no password")]
    [InlineData("Llm:Endpoint", "https://name:word@models.example", "Llm:Endpoint must hold no name and no password")]
    public void A_setting_that_no_word_or_address_can_be(string setting, string value, string sentence)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection([new(setting, value), new("Llm:Model", "m")])
            .Build();
        using var services = new ServiceCollection().AddCsMl(configuration).BuildServiceProvider();

        var refused = Assert.ThrowsAny<Exception>(() => services.GetRequiredService<IStartupValidator>().Validate());

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    private static void AssertRefused(string mode, string sentence, string[] keys)
    {
        var refused = Assert.Throws<OptionsValidationException>(() => Start(mode, keys));

        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("thekey", refused.Message, StringComparison.Ordinal);
    }

    private static void Start(string mode, string[] keys)
    {
        var settings = keys.Select(k => k.Split('='))
            .Select(k => KeyValuePair.Create($"Access:Keys:{k[0]}", (string?)k[1]))
            .Append(new("Tenancy:Mode", mode));
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        using var services = new ServiceCollection().AddCsMl(configuration).BuildServiceProvider();
        services.GetRequiredService<IStartupValidator>().Validate();
    }
}
