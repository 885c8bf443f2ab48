using System.Globalization;
using System.Reflection;
using System.Text.Json;
using CsMl.Core.Audit;
using CsMl.Core.Crm;
using CsMl.Core.Ctas;
using CsMl.Core.Health;
using CsMl.Core.LanguageModel;
using CsMl.Core.Learning;
using CsMl.Core.Limits;
using CsMl.Core.Portfolio;
using CsMl.Core.Predictions;
using CsMl.Core.Storage;
using CsMl.Functions;
using CsMl.Functions.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CsMl.Tests.Docs;

public sealed class SettingsTests
{
    private static readonly (string Section, object Defaults)[] Options =
    [
        (PredictionOptions.Section, new PredictionOptions()),
        (LearningOptions.Section, new LearningOptions()),
        (CtaOptions.Section, new CtaOptions()),
        (HealthOptions.Section, new HealthOptions()),
        (NightlyOptions.Section, new NightlyOptions()),
        (RunOptions.Section, new RunOptions()),
        (RetentionOptions.Section, new RetentionOptions()),
        (StorageOptions.Section, new StorageOptions()),
        (CrmOptions.Section, new CrmOptions()),
        (LlmOptions.Section, new LlmOptions()),
        (TenancyOptions.Section, new TenancyOptions()),
        (AccessOptions.Section, new AccessOptions()),
        (LimitOptions.Section, new LimitOptions()),
        (AuditOptions.Section, new AuditOptions()),
    ];

    public static TheoryData<string, string> Settings
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var (name, value) in Options.SelectMany(o => Walk(o.Section, o.Defaults)))
            {
                data.Add(name, value);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_is_documented_with_its_default(string name, string value)
    {
        var row = Assert.Single(
            Repository.Read("docs/CONFIGURATION.md").Split('\n'),
            line => line.StartsWith($"| `{name}` |", StringComparison.Ordinal)
        );

        Assert.True(SameValue(row.Split('|')[2].Trim(' ', '`'), value), $"{row} does not name the default {value}.");
    }

    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_stands_in_the_sample_with_its_default(string name, string value)
    {
        var values = Sample();

        Assert.True(SameValue(values[name.Replace(":", "__", StringComparison.Ordinal)], value));
    }

    [Fact]
    public void The_sample_has_no_setting_that_nothing_reads()
    {
        var known = Settings.Select(row => ((string)row[0]).Replace(":", "__", StringComparison.Ordinal));

        Assert.Equal(
            ["AzureWebJobsStorage", "FUNCTIONS_WORKER_RUNTIME"],
            Sample().Keys.Except(known).Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("Predictions:ValidityDays", "0")]
    [InlineData("Predictions:Risk:High", "0.9")]
    [InlineData("Predictions:TenantRisk:acme:Medium", "0.7")]
    [InlineData("Predictions:ExpectedChurn", "0")]
    [InlineData("Predictions:TenantExpectedChurn:acme", "1")]
    [InlineData("Ctas:MinConfidence", "1.5")]
    [InlineData("Ctas:CooldownDays", "-1")]
    [InlineData("Nightly:Schedule", "")]
    [InlineData("Nightly:Types", "CHURN,CHRUN")]
    [InlineData("Nightly:Types", ",")]
    [InlineData("Runs:StandstillSeconds", "19")]
    [InlineData("Storage:TimeoutSeconds", "0")]
    [InlineData("Storage:NetworkTimeoutSeconds", "301")]
    [InlineData("Llm:Endpoint", "https://example.openai.azure.com")]
    [InlineData("Llm:Endpoint", "somewhere")]
    [InlineData("Llm:Retries", "6")]
    [InlineData("Llm:Temperature", "2.1")]
    [InlineData("Llm:DailyCost", "5")]
    [InlineData("Audit:RetentionDays", "0")]
    [InlineData("Limits:ImportsPerDay", "0")]
    public void A_value_out_of_its_range_stops_the_app_at_start(string name, string value)
    {
        var settings = new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
        using var services = new ServiceCollection().AddCsMl(settings).BuildServiceProvider();

        Assert.Throws<OptionsValidationException>(() => services.GetRequiredService<IStartupValidator>().Validate());
    }

    [Theory]
    [InlineData("InputPrice must be between", "Llm:InputPrice=-2.5", "Llm:OutputPrice=10")]
    [InlineData("OutputPrice must be between", "Llm:InputPrice=2.5", "Llm:OutputPrice=-10")]
    [InlineData("CachedInputPrice must be", "Llm:InputPrice=2", "Llm:OutputPrice=10", "Llm:CachedInputPrice=-1")]
    [InlineData("must be set together", "Llm:InputPrice=2.5")]
    [InlineData("must be set together", "Llm:OutputPrice=10")]
    [InlineData("must be set together", "Llm:CachedInputPrice=1")]
    [InlineData("need the model's price", "Llm:RunCost=5")]
    [InlineData("must begin with https://", "Llm:Endpoint=http://acme.openai.azure.com", "Llm:Model=gpt")]
    [InlineData("no key travels in the", "Llm:Endpoint=http://10.0.0.7:8000", "Llm:Model=m", "Llm:ApiKey=k")]
    [InlineData("no key travels in the", "Llm:Endpoint=http://model.lan", "Llm:Model=m", "Llm:SecondApiKey=k")]
    public void A_models_setting_that_would_fail_later_stops_the_app_with_a_sentence(
        string sentence,
        params string[] settings
    )
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(
                settings.Select(s => s.Split('=')).Select(s => KeyValuePair.Create(s[0], (string?)s[1]))
            )
            .Build();
        using var services = new ServiceCollection().AddCsMl(configuration).BuildServiceProvider();

        var refused = Assert.Throws<OptionsValidationException>(() =>
            services.GetRequiredService<IStartupValidator>().Validate()
        );
        Assert.Contains(sentence, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>On Linux, app settings may be named by letters, digits, '.' and '_' alone, and a '.' becomes a '_'.</summary>
    [Theory]
    [MemberData(nameof(Settings))]
    public void Every_setting_can_be_set_on_Linux(string name, string value)
    {
        Assert.Matches("^[A-Za-z0-9_]+$", name.Replace(":", "__", StringComparison.Ordinal));
        Assert.NotNull(value);
    }

    [Fact]
    public void A_tenant_may_have_thresholds_of_its_own()
    {
        var settings = new ConfigurationBuilder()
            .AddInMemoryCollection([new("Predictions:TenantRisk:acme:High", "0.5")])
            .Build();
        using var services = new ServiceCollection().AddCsMl(settings).BuildServiceProvider();

        var options = services.GetRequiredService<IOptions<PredictionOptions>>().Value;

        Assert.Equal(RiskCategory.High, options.ScaleOf("acme").CategoryOf(0.55));
        Assert.Equal(RiskCategory.Medium, options.ScaleOf("other").CategoryOf(0.55));
    }

    private static IEnumerable<(string Name, string Value)> Walk(string prefix, object defaults)
    {
        foreach (var property in defaults.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            var value = property.GetValue(defaults);
            if (!property.CanWrite)
            {
                continue;
            }

            if (value is RiskScale scale)
            {
                foreach (var inner in Walk($"{prefix}:{property.Name}", scale))
                {
                    yield return inner;
                }
            }
            else
            {
                yield return ($"{prefix}:{property.Name}", Convert.ToString(value, CultureInfo.InvariantCulture)!);
            }
        }
    }

    private static bool SameValue(string written, string value) =>
        written.Equals(value, StringComparison.OrdinalIgnoreCase)
        || (
            double.TryParse(written, CultureInfo.InvariantCulture, out var a)
            && double.TryParse(value, CultureInfo.InvariantCulture, out var b)
            && a == b
        );

    private static Dictionary<string, string> Sample()
    {
        using var sample = JsonDocument.Parse(Repository.Read("local.settings.sample.json"));
        return sample
            .RootElement.GetProperty("Values")
            .EnumerateObject()
            .ToDictionary(p => p.Name, p => p.Value.GetString()!, StringComparer.Ordinal);
    }
}
