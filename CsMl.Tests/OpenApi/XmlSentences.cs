using System.Reflection;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CsMl.Tests.OpenApi;

/// <summary>The sentences that the code's documentation comments say of types and properties.</summary>
internal static partial class XmlSentences
{
    private static readonly Dictionary<string, XElement> Members = new[] { "CsMl.Core", "CsMl.Functions" }
        .Select(assembly => Path.Combine(AppContext.BaseDirectory, assembly + ".xml"))
        .SelectMany(file => XDocument.Load(file).Descendants("member"))
        .ToDictionary(member => member.Attribute("name")!.Value, StringComparer.Ordinal);

    public static string? Of(Type type) => Text(Member("T:" + NameOf(type))?.Element("summary"));

    /// <summary>A property of a positional record is documented as its parameter.</summary>
    public static string? Of(PropertyInfo property)
    {
        var type = NameOf(property.DeclaringType!);
        return Text(Member($"P:{type}.{property.Name}")?.Element("summary"))
            ?? Text(
                Member("T:" + type)?.Elements("param").FirstOrDefault(p => p.Attribute("name")!.Value == property.Name)
            );
    }

    private static XElement? Member(string name) => Members.GetValueOrDefault(name);

    private static string NameOf(Type type) =>
        (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName!.Replace('+', '.');

    private static string? Text(XElement? element)
    {
        if (element is null)
        {
            return null;
        }

        foreach (var reference in element.Descendants("see").ToList())
        {
            reference.ReplaceWith(reference.Attribute("cref")!.Value.Split('.')[^1]);
        }

        return Space().Replace(element.Value, " ").Trim();
    }

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Space();
}
