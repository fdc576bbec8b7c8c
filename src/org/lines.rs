//! Reporting lines as a petgraph: solid (at most one upwards), dotted, assistant. Loops are allowed here; `tree` cuts
//! them.

use super::person::PersonId;
use petgraph::Direction::{Incoming, Outgoing};
use petgraph::stable_graph::{NodeIndex, StableDiGraph};
use petgraph::visit::EdgeRef;

/// Kind of a line; lines run from the manager to the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Line {
    /// Reports to.
    Solid,
    /// Works with.
    Dotted,
    /// Assists, outside the lines of command.
    Assistant,
}

/// Lines of everybody. Node `i` is person `i`; nodes are never removed.
#[derive(Clone, Debug, Default)]
pub struct Lines {
    graph: StableDiGraph<(), Line, u32>,
}

fn node(person: PersonId) -> NodeIndex<u32> {
    NodeIndex::new(person.at())
}

impl Lines {
    /// Empty graph with memory for `people` nodes and as many lines.
    pub fn with_capacity(people: usize) -> Self {
        Self { graph: StableDiGraph::with_capacity(people, people) }
    }

    /// Adds the node of the next person.
    pub fn add_person(&mut self) -> PersonId {
        PersonId(self.graph.add_node(()).index() as u32)
    }

    /// Draws a line from `above` to `below`.
    pub fn connect(&mut self, above: PersonId, below: PersonId, line: Line) {
        self.graph.add_edge(node(above), node(below), line);
    }

    /// Removes all lines of one kind into `person`; returns their upper ends.
    pub fn disconnect(&mut self, person: PersonId, line: Line) -> Vec<PersonId> {
        let found: Vec<_> = self
            .graph
            .edges_directed(node(person), Incoming)
            .filter(|edge| *edge.weight() == line)
            .map(|edge| (edge.id(), PersonId(edge.source().index() as u32)))
            .collect();
        found
            .into_iter()
            .map(|(edge, above)| {
                self.graph.remove_edge(edge);
                above
            })
            .collect()
    }

    /// Removes all lines of a person, up and down.
    pub fn isolate(&mut self, person: PersonId) {
        for direction in [Incoming, Outgoing] {
            while let Some(edge) = self.graph.edges_directed(node(person), direction).next().map(|edge| edge.id()) {
                self.graph.remove_edge(edge);
            }
        }
    }

    /// Upper ends of a person's lines of one kind, in id order.
    pub fn above(&self, person: PersonId, line: Line) -> Vec<PersonId> {
        let mut found: Vec<_> = self
            .graph
            .edges_directed(node(person), Incoming)
            .filter(|edge| *edge.weight() == line)
            .map(|edge| PersonId(edge.source().index() as u32))
            .collect();
        found.sort_unstable();
        found
    }

    /// Upper ends of a person's lines that are not solid.
    pub fn beside(&self, person: PersonId) -> impl Iterator<Item = PersonId> + '_ {
        let edges = self.graph.edges_directed(node(person), Incoming);
        edges.filter(|edge| *edge.weight() != Line::Solid).map(|edge| PersonId(edge.source().index() as u32))
    }

    /// Lower ends of a person's lines of one kind, in id order.
    pub fn below(&self, person: PersonId, line: Line) -> Vec<PersonId> {
        let mut found: Vec<_> = self
            .graph
            .edges_directed(node(person), Outgoing)
            .filter(|edge| *edge.weight() == line)
            .map(|edge| PersonId(edge.target().index() as u32))
            .collect();
        found.sort_unstable();
        found
    }

    /// Lines of one kind as (above, below), in the order they were drawn.
    pub fn all(&self, line: Line) -> impl Iterator<Item = (PersonId, PersonId)> + '_ {
        self.graph.edge_indices().filter(move |&edge| self.graph[edge] == line).filter_map(move |edge| {
            let (above, below) = self.graph.edge_endpoints(edge)?;
            Some((PersonId(above.index() as u32), PersonId(below.index() as u32)))
        })
    }

    /// The graph itself, for petgraph's own algorithms.
    pub fn graph(&self) -> &StableDiGraph<(), Line, u32> {
        &self.graph
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_can_be_drawn_and_taken_away() {
        let mut lines = Lines::default();
        let (ana, bo) = (lines.add_person(), lines.add_person());
        lines.connect(ana, bo, Line::Solid);
        lines.connect(ana, bo, Line::Dotted);
        assert_eq!(lines.above(bo, Line::Solid), [ana]);
        assert_eq!(lines.disconnect(bo, Line::Solid), [ana]);
        assert_eq!(lines.above(bo, Line::Solid), []);
        assert_eq!(lines.below(ana, Line::Dotted), [bo]);
    }
}
