using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using CsMl.Core.Accounts;
using CsMl.Core.Json;

namespace CsMl.Tests.Json;

public sealed class EnumNamesTests
{
    public static TheoryData<Type> Vocabularies =>
        [
            .. typeof(EnumNames)
                .Assembly.GetTypes()
                .Where(type => type.IsEnum && type.GetCustomAttribute<JsonConverterAttribute>() is not null),
        ];

    [Theory]
    [MemberData(nameof(Vocabularies))]
    public void Members_are_numbered_from_0_and_named_as_Json_writes_them(Type vocabulary)
    {
        var members = Enum.GetValues(vocabulary).Cast<object>().ToList();
        Assert.Equal(Enumerable.Range(0, members.Count), members.Select(member => (int)member));
        var all = typeof(EnumNames).GetMethod(nameof(EnumNames.All))!.MakeGenericMethod(vocabulary);
        Assert.Equal(
            members.Select(member => JsonSerializer.Serialize(member, vocabulary).Trim('"')),
            (IReadOnlyList<string>)all.Invoke(null, null)!
        );
    }

    [Fact]
    public void A_name_finds_its_member_and_is_found_by_it()
    {
        Assert.Equal("IN_PROGRESS", EnumNames.Of(CtaStatus.InProgress));
        Assert.Equal(CtaStatus.InProgress, EnumNames.Find<CtaStatus>("IN_PROGRESS"));
        Assert.Null(EnumNames.Find<CtaStatus>("in_progress"));
        Assert.Null(EnumNames.Find<CtaStatus>(null));
    }
}
