"""What the text's HTML gets so that it can be laid out on any width."""

import pytest

from livedocs.render import html_postprocess

THREE = "<table><thead><tr><th></th><th>A <code>b</code></th><th>C</th></tr></thead><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"
TWO = (
    "<table><thead><tr><th>A</th><th>B</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>"
)


def test_cells_name_their_columns_where_there_are_many():
    html = html_postprocess.tables(f"<p>before</p>{THREE}<p>after</p>{TWO}")
    assert html.startswith(
        '<p>before</p><div class="table-scroll is-stacked" tabindex="0"><table><thead><tr><td></td>'
    )
    assert '<tr><td>1</td><td data-column="A b">2</td><td data-column="C">3</td></tr>' in html
    assert f'<p>after</p><div class="table-scroll" tabindex="0">{TWO}</div>' in html


def test_a_table_with_a_link_is_no_stop_of_its_own():
    html = html_postprocess.tables(TWO.replace("<td>1</td>", '<td><a href="x">1</a></td>'))
    assert html.startswith('<div class="table-scroll"><table>')


def test_a_table_without_a_head_is_left_as_it_is():
    table = "<table><tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"
    assert html_postprocess.tables(table) == f'<div class="table-scroll" tabindex="0">{table}</div>'


def test_long_names_in_tables_break_at_their_joints():
    html = html_postprocess.tables(
        TWO.replace("1", '<code>User.projects(passive_deletes=True, cascade="all")</code> a_b=c')
    )
    assert (
        '<code>User.<wbr>projects(<wbr>passive_<wbr>deletes=<wbr>True, cascade=<wbr>"all")</code> a_b=c'
        in html
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<code>delete()</code>를", "<code>delete()</code>⁠를"),
        (
            "<strong><code>f(&quot;a&quot;)</code></strong>만",
            "<strong><code>f(&quot;a&quot;)</code></strong>⁠만",
        ),
        ("캐스케이드(cascade)가", "캐스케이드(cascade)⁠가"),
        ("<code>a</code>를 (가)", "<code>a</code>를 (가)"),
        ("그 값(x) 다음", "그 값(x) 다음"),
        ("<pre><code>f()가</code></pre>", "<pre><code>f()가</code></pre>"),
        ('<a title="f()가" href="#x">가</a>', '<a title="f()가" href="#x">가</a>'),
        ("<svg><title>f()가</title></svg>", "<svg><title>f()가</title></svg>"),
        ("<code>f()</code> and", "<code>f()</code> and"),
    ],
)
def test_particles_stay_with_what_they_belong_to(before, after):
    assert html_postprocess.joined(before) == after


def test_the_link_of_a_heading_is_named_by_the_heading():
    html = '<h2 id="a">A <code>b&lt;c</code><a class="headerlink" href="#a" title="Permanent link">&para;</a></h2>'
    named = html_postprocess.headings(html, "Link to “{heading}”")
    assert '<a class="headerlink" href="#a" aria-label="Link to “A b&lt;c”">&para;</a>' in named
    assert named.count("<h2") == 1 and "title=" not in named
