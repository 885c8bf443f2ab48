using CsMl.Functions.Http;
using CsMl.Tests.Http;

namespace CsMl.Tests.OpenApi;

/// <summary>What is described is what is read: each parameter and each field of a command, and no others.</summary>
public sealed class ParameterTests(SampleApp sample) : IClassFixture<SampleApp>
{
    private const string Unknown = "qqqqqqqqqqqq";

    private static IEnumerable<DescribedFunction> OfTenants => DescribedFunction.All.Where(f => f.IsOfTenant);

    [Fact]
    public async Task Each_call_knows_the_parameters_that_are_described_and_no_others()
    {
        foreach (var function in OfTenants)
        {
            var answer = await AskAsync(function, $"?{Unknown}=1", "{}");

            AssertKnows(function.Operation.QueryNames, answer);
        }
    }

    [Fact]
    public async Task Each_command_knows_the_fields_that_are_described_and_no_others()
    {
        // A playbook ignores what it does not know.
        foreach (var (function, command) in Commands.Where(c => c.Command != ReadPlaybook.Body))
        {
            var answer = await AskAsync(function, "", $$"""{"{{Unknown}}":1}""");

            AssertKnows([.. command.Fields.Select(f => f.Name)], answer);
        }
    }

    [Fact]
    public async Task Each_parameter_of_a_query_is_read()
    {
        foreach (var function in OfTenants)
        {
            foreach (var parameter in function.Operation.Query)
            {
                var wrong = parameter.Type is ParameterType.Whole or ParameterType.Number
                    ? FormattableString.Invariant($"{parameter.Max + 1}")
                    : new string('x', parameter.MaxLength + 1);

                var answer = await AskAsync(function, $"?{parameter.Name}={wrong}", "{}");

                answer.IsProblem(400, answer.Text("code")!, parameter.Name);
            }
        }
    }

    [Fact]
    public async Task Each_field_of_a_command_is_read()
    {
        foreach (var (function, command) in Commands)
        {
            foreach (var (field, body) in command.Fields.SelectMany(Wrong))
            {
                var answer = await AskAsync(function, "", body);

                answer.IsProblem(400, answer.Text("code")!, field);
            }
        }
    }

    private static IEnumerable<(DescribedFunction Function, BodyShape.Command Command)> Commands =>
        from function in DescribedFunction.All
        where function.Operation.Body is BodyShape.Command
        select (function, (BodyShape.Command)function.Operation.Body!);

    /// <summary>Bodies with one field that is wrong, by the field's path.</summary>
    private static IEnumerable<(string Field, string Body)> Wrong(Parameter field) =>
        field.Type switch
        {
            ParameterType.Object => field
                .Fields.SelectMany(Wrong)
                .Select(inner => ($"{field.Name}.{inner.Field}", $$"""{"{{field.Name}}":{{inner.Body}}}""")),
            ParameterType.List => field
                .Fields.SelectMany(Wrong)
                .Select(inner => ($"{field.Name}[0].{inner.Field}", $$"""{"{{field.Name}}":[{{inner.Body}}]}""")),
            ParameterType.Whole or ParameterType.Number =>
            [
                (field.Name, FormattableString.Invariant($$"""{"{{field.Name}}":{{field.Max + 1}}}""")),
                (field.Name, FormattableString.Invariant($$"""{"{{field.Name}}":{{field.Min - 1}}}""")),
            ],
            ParameterType.Text when field.Words.Count == 0 =>
            [
                (field.Name, $$"""{"{{field.Name}}":"{{new string('x', field.MaxLength + 1)}}"}"""),
            ],
            _ => [(field.Name, $$"""{"{{field.Name}}":"~wrong~"}""")],
        };

    private static void AssertKnows(IReadOnlyList<string> names, HttpAnswer answer)
    {
        answer.IsProblem(400, answer.Text("code")!, Unknown);
        var message = answer.At("errors").GetProperty(Unknown)[0].GetString()!;
        var known = message.Split("is not known; there are ") is [_, var list] ? list.Split(", ") : [];
        Assert.Equal(names.Order(StringComparer.Ordinal), known.Order(StringComparer.Ordinal));
    }

    private Task<HttpAnswer> AskAsync(DescribedFunction function, string query, string body)
    {
        var path = string.Join(
            '/',
            function
                .Route.Split('/')
                .Select(s =>
                    s == "{accountId}" ? "123"
                    : s.StartsWith('{') ? "none"
                    : s
                )
        );
        return sample.App.SendAsync(
            new HttpMethod(function.Method),
            $"/api/{path}{query}",
            function.Operation.Body is null ? null : body
        );
    }
}
