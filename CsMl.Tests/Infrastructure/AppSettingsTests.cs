using System.Reflection;
using System.Text.RegularExpressions;
using CsMl.Core.LanguageModel;
using CsMl.Core.Predictions;
using CsMl.Functions;
using CsMl.Tests.Docs;

namespace CsMl.Tests.Infrastructure;

/// <summary>The templates' settings and the options classes name the same.</summary>
[Trait("Speed", "Slow")]
public sealed partial class AppSettingsTests
{
    /// <summary>Read by the Functions host and by <see cref="AzureStorage"/>.</summary>
    private static readonly string[] HostSettings =
    [
        "AzureWebJobsStorage__accountName",
        "AzureWebJobsStorage__clientId",
        "AzureWebJobsStorage__credential",
    ];

    /// <summary>Never among the parameters: their values come from Key Vault.</summary>
    private static readonly string[] Secrets = ["Crm__Password", "Crm__Token", "Llm__ApiKey", "Llm__SecondApiKey"];

    [Fact]
    public async Task Every_setting_that_the_templates_set_is_one_of_the_app_and_the_other_way_round()
    {
        var template = (await Bicep.Template).RootElement.GetRawText();
        var named = SettingName()
            .Matches(template)
            .Select(match => match.Value)
            .Where(name => !name.StartsWith('_'))
            .Distinct(StringComparer.Ordinal)
            .Except(HostSettings)
            .Order(StringComparer.Ordinal);

        Assert.Equal(OfTheApp().Order(StringComparer.Ordinal), named);
    }

    [Fact]
    public async Task Every_setting_but_the_secrets_can_be_given_as_a_parameter()
    {
        var parameters = (await Bicep.Template)
            .RootElement.GetProperty("definitions")
            .EnumerateObject()
            .Single(definition => definition.Name.EndsWith("settingsType", StringComparison.Ordinal))
            .Value.GetProperty("properties")
            .EnumerateObject()
            .Select(property => property.Name)
            .Order(StringComparer.Ordinal);

        Assert.Equal(OfTheApp().Except(Secrets).Order(StringComparer.Ordinal), parameters);
    }

    [Fact]
    public void Every_class_of_options_is_looked_at()
    {
        var sections = OptionsClasses().Select(SectionOf);
        var documented = Repository
            .Read("docs/CONFIGURATION.md")
            .Split('\n')
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line[3..].Split('`')[0])
            .Where(name => name.Contains(':', StringComparison.Ordinal))
            .Select(name => name.Split(':')[0])
            .Where(section => section != "Host")
            .Distinct(StringComparer.Ordinal);

        Assert.Equal(documented.Order(StringComparer.Ordinal), sections.Order(StringComparer.Ordinal));
    }

    /// <summary>Classes with a constant that names their section.</summary>
    private static IEnumerable<Type> OptionsClasses() =>
        new[] { typeof(LlmOptions).Assembly, typeof(AppServices).Assembly }
            .SelectMany(assembly => assembly.GetTypes())
            .Where(type =>
                type.Name.EndsWith("Options", StringComparison.Ordinal) && type.GetField("Section") is not null
            );

    private static string SectionOf(Type options) => (string)options.GetField("Section")!.GetRawConstantValue()!;

    private static IEnumerable<string> OfTheApp() =>
        OptionsClasses().SelectMany(type => NamesOf(SectionOf(type), type));

    private static IEnumerable<string> NamesOf(string prefix, Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.SetMethod is { IsPublic: true })
            .SelectMany(property =>
                property.PropertyType == typeof(RiskScale)
                    ? NamesOf($"{prefix}__{property.Name}", property.PropertyType)
                    : [$"{prefix}__{property.Name}"]
            );

    [GeneratedRegex(@"\b[A-Za-z]\w*?__\w+", RegexOptions.ExplicitCapture)]
    private static partial Regex SettingName();
}
